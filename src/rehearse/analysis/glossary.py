"""Words of the trade that explanations are full of, and words of the world that they are made plain with.

Written for this project. Terms are used outside computing hardly at all; senses are everyday words that mean
something else beside a term: a queue of messages, a node, a load.
"""

from __future__ import annotations

from rehearse.analysis.words import word_set

TERMS = word_set(
    """2fa aes algorithm algorithms ansible apache api apis argon ascii asymmetric async asynchronous
    authentication authorisation authorization autoscale autoscaling aws azure backend backpropagation
    balancer balancers bandwidth base64 bcrypt bios bitbucket blacklist blacklisted boolean bootloader
    bytecode cache cached caches caching cd cdn certificate-authority changelog checksum checksums
    cherry-pick ci cicd cipher ciphers class-hierarchy cli codebase compile compiled compiler compilers
    compiles config configs configuration cpu credential credentials cron crud csrf css daemon daemonset
    database databases datadog dataset datasets ddos deadlock deadlocks decrypt decrypted denormalised
    deploy deployed deploying deployment deployments deploys devops dhcp django dns docker dom
    downstream downtime ec2 egress elasticsearch embedding embeddings encrypt encrypted encryption
    endpoint endpoints epochs etag etl failback failover firewall firewalls firmware frontend ftp
    fullstack gcp git github gitlab golang gpu gradient grafana graphql grpc gui haproxy hash hashed
    hashes hashing hotfix hotfixes html http https hyperparameters hypertext hypervisor iaas idempotency
    idempotent imap inference ingress instantiate instantiated integer integers integration-test iops ip
    iterator javascript jenkins json jwt k8s kafka kanban keepalived kernel kotlin kpi kubernetes
    laravel latency ldap legacy-code linter logfile logfiles login-token lte malloc mfa microservice
    microservices middleware migration migrations mime mongodb monolith mttr multi-tenant multithreaded
    multithreading mutex mutexes mvc mysql namespace namespaces nat neural nginx normalised nosql npm
    null nullable nvme oauth observability olap oltp on-prem onprem orchestration orm overfit
    overfitting paas parameter parameters payload payloads php plaintext polymorphism postgres
    postgresql prometheus protocol protocols provision provisioning proxies proxy qps quorum rabbitmq
    raid rebase rebased recursion recursive redis refactor refactored refactoring refactors regex
    replica replicas replication repo repos repositories repository rollback rollbacks router routers
    rps rsa runtime s3 saas salted saml sandbox scalability scalable schema schemas scrum sdk segfault
    semaphore server serverless servers sftp shard sharded sharding shards sidecar sla slas slo slos
    smtp source-code splunk sql sre ssd ssh ssl sso stacktrace staging subnet subnets symmetric tcp
    telemetry terraform throttle throttling throughput timeout timeouts tls tokenizer transpile ttl
    typescript udp uefi unicode unit-test upstream upstreams uptime uri url urls utf varchar
    virtualisation virtualization vlan vm vms vpn webhook webhooks webpack websocket websockets
    whitelist whitelisted xml xss yaml"""
)
"""Of computing, whatever stands beside them."""

SENSES = word_set(
    """address alert alerts backlog backup backups block blocks body bottleneck branch branches bucket
    buckets buffer buffers bug bugs build builds calls cell certificate certificates class classes
    client clients cloud-native cluster clusters cold column commit commits connection connections
    consensus console container containers cookie cookies dependencies dependency domain domains drain
    drained drive drives drop dropped dump dumps enum environment environments event events feature
    features flag flags follower fork forks function functions gateway gateways header headers
    health-check heap hook hooks hop hops host hosts ide image images inbound index indexes inheritance
    inject injection instance instances interface interfaces job jobs key keys lag lagging lambda layer
    layers leader libraries library load lock locks loss main map mapping master memory merge merges
    method methods model models module modules monitoring mount node nodes object objects outbound
    package packages packet packets page pages partition partitions password-manager patch patches paxos
    pepper pipeline pipelines pod pods pointer pointers pool pools port ports primary probe probes pull
    pull-request push python queries query queue queues race ram record records redundancy redundant
    registry release request requests response responses restore root rotation round-robin row rows salt
    scale scaling script scripts secondary service services session sessions shell signature slave
    snapshot snapshots sprint sprints stack state sticky stream streams struct swift table tables tenant
    tenants terminal test tests thread threads ticket tickets token tokens tomcat traffic trigger
    triggers user-table variable variables vault volume volumes warm weights worker workers zone zones"""
)
"""Of computing where one of `TERMS` stands near."""

OF_COMPUTERS = word_set(
    """app apps broadband browser button click clicks cloud code coded coding computer computers data
    developer developers device devices digital disk download downloaded email emails file files hacker
    hackers hard-drive internet keyboard laptop log-in login machine-learning malware online password
    passwords phone phones program programme programmer programmers programmes programs screen site
    software system systems tech technical upload virus web website websites wifi"""
)
"""Everyday words by which one still talks of computers."""

OF_THE_WORLD = word_set(
    """aisle apartment apple baby bag bags bake baker bakers bakery bank barrel barrels basket bed bicycle
    bike bin bird boat book books bottle bottles bowl box boxes bread brick bricks bridge bucket builder
    bus butcher cafe café cake cakes candle car card cards carpet cars cat cellar chair chairs cheese
    chef child children church clerk coach coat coffee colleague conductor cook cookbook cookery cooks
    corridor counter cow crane cup cupboard cups customer customers dance desk dinner dish dishes doctor
    dog door doors drawer dress driver driveway egg eggs envelope envelopes factory farm farmer father
    field fire fireman fish floor florist flour flower flowers food fridge fruit furniture garage garden
    gardener gate girl glass grandma grandmother grandson grocer guard guest guests hairdresser hall
    hammer hand harbour hat hatch horse hospital hotel house houses husband ingredients jar jars jumper
    kettle key keys kitchen knife ladder lady lane lanes larder laundry lawn lemon lemons letter letters
    librarian library lid lift lock lorries lorry lunch man manager manuscript map market meal meat milk
    mother motorway neighbour neighbours newspaper note notebook nurse office onion orchestra order
    orders oven padlock paint pan pans paper parcel parcels pasta pencil phonebook photocopy photograph
    piano pianos pipe pipes plate plates plumber pocket porter post post-office postbox postcard postman
    pot queue railway receptionist recipe recipes restaurant rhubarb ring road roads roof room rooms
    ropes sack sacks salon salt sandwich saucepan school scissors seat seats sheep shelf shelves ship
    ships shoe shoes shop shopkeeper shops sink sister slip slips snow soup spoon stairs stall station
    stove street sugar suitcase supermarket suppliers table tables tailor tap taxi tea teacher telephone
    theatre ticket till tills tomato tomatoes towel towels toy traffic-light train trains tray trays
    tree trees truck van vegetables village visitor waiter waiters waitress wall wallet warehouse water
    wedding widow wife window windows wine woman wool"""
)
"""Things and people of which a comparison is made."""
