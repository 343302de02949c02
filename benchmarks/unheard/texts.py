"""What is spoken: answers of training/star in pieces of some fifteen seconds, and stories in other languages.

The stories were written for this; none is a real person's.
"""

from __future__ import annotations

import re
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "training" / "star" / "data"
LEAST_WORDS, MOST_WORDS = 32, 52


def english() -> list[tuple[str, ...]]:
    """The beginning of each answer, as sentences, in the order of their files; those without digits only,
    because Whisper writes numbers as it likes.
    """
    blocks = (block for file in sorted(DATA.glob("*.txt")) for block in _blocks(file))
    pieces = (_beginning(block) for block in blocks)
    return [piece for piece in pieces if LEAST_WORDS <= len(" ".join(piece).split()) <= MOST_WORDS]


def _blocks(file: Path) -> list[list[str]]:
    """The sentences of each answer of a file."""
    texts = re.split(r"^= ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return [re.findall(r"^[STAR]: (.+)$", text, flags=re.MULTILINE) for text in texts]


def _beginning(sentences: list[str]) -> tuple[str, ...]:
    taken: list[str] = []
    for sentence in sentences:
        if re.search(r"[^\w\s.,;:'?!-]|\d|[A-Z]{2}|\b(?:um|uh|er|erm|hmm)\b", sentence):
            break
        taken.append(sentence)
        if len(" ".join(taken).split()) >= LEAST_WORDS:
            break
    return tuple(taken)


OTHERS: dict[str, tuple[str, ...]] = {
    "de": (
        "Letzten Winter war ich die einzige Pflegerin auf der Station, als der Aufzug ausfiel.",
        "Wir mussten acht Menschen in ein anderes Stockwerk bringen.",
        "Ich habe zuerst die Angehörigen angerufen und dann mit dem Hausmeister einen Plan gemacht.",
        "Am Ende war jeder vor dem Abendessen in seinem Zimmer.",
    ),
    "fr-fr": (
        "L'année dernière, je travaillais dans une petite librairie qui perdait ses clients.",
        "Ma patronne m'a demandé de trouver une idée avant Noël.",
        "J'ai invité les écoles du quartier et j'ai organisé une lecture chaque mercredi.",
        "Au printemps, nous avions deux fois plus de visiteurs.",
    ),
    "es": (
        "El año pasado trabajaba en la cocina de un hospital y se rompió el horno grande.",
        "Tenía que preparar la comida para doscientas personas.",
        "Llamé a la escuela de al lado y les pedí su cocina para esa tarde.",
        "Todos comieron a tiempo y el director me dio las gracias.",
    ),
    "it": (
        "Due anni fa lavoravo in un albergo vicino al mare e il computer delle prenotazioni non funzionava.",
        "Dovevo sistemare trenta ospiti prima di sera.",
        "Ho scritto tutti i nomi su un foglio e ho chiamato ogni camera.",
        "Alla fine nessuno ha dovuto aspettare più di mezz'ora.",
    ),
    "pt": (
        "No ano passado eu trabalhava numa oficina de bicicletas e o meu colega ficou doente.",
        "Tinha de entregar doze bicicletas até sexta-feira.",
        "Falei com os clientes, perguntei quem podia esperar, e comecei pelas mais simples.",
        "Entregámos todas, e três clientes voltaram no mês seguinte.",
    ),
    "nl": (
        "Vorig jaar werkte ik bij een bakker en de bestellingen raakten steeds kwijt.",
        "Mijn baas vroeg mij om dat op te lossen.",
        "Ik heb een lijst gemaakt en elke ochtend met de chauffeurs gesproken.",
        "Na een maand ging er bijna niets meer fout.",
    ),
    "sv": (
        "Förra året arbetade jag på ett bibliotek där nästan ingen kom på kvällen.",
        "Jag fick i uppgift att hitta på något nytt.",
        "Jag frågade grannarna vad de ville göra och ordnade en kurs i matlagning.",
        "Till slut var det fullt varje torsdag.",
    ),
    "pl": (
        "W zeszłym roku pracowałam w aptece i dostawa leków nie przyjechała.",
        "Musiałam znaleźć je w innym mieście przed wieczorem.",
        "Zadzwoniłam do dziesięciu aptek i poprosiłam brata, żeby pojechał samochodem.",
        "Wszyscy pacjenci dostali swoje leki tego samego dnia.",
    ),
    "tr": (
        "Geçen yıl küçük bir otelde çalışıyordum ve müşteriler çok bekliyordu.",
        "Müdürüm benden bu sorunu çözmemi istedi.",
        "Her sabah oda listesini kendim yazdım ve arkadaşlarımla paylaştım.",
        "Bir ay sonra kimse beş dakikadan fazla beklemiyordu.",
    ),
    "ru": (
        "В прошлом году я работала в школе, и у нас сломалось отопление.",
        "Мне нужно было найти место для трёх классов.",
        "Я позвонила в музей и попросила у них большой зал на неделю.",
        "Дети учились каждый день, и родители были довольны.",
    ),
    "hi": (
        "पिछले साल मैं एक अस्पताल में काम करती थी और दवाइयाँ समय पर नहीं आती थीं।",
        "मुझे इसका हल ढूँढना था।",
        "मैंने हर दुकान से बात की और एक नई सूची बनाई।",
        "एक महीने के बाद सब दवाइयाँ समय पर आने लगीं।",
    ),
    "ja": (
        "きょねん、わたしは ちいさな ほんやで はたらいて いました。",
        "おきゃくさんが だんだん すくなく なりました。",
        "わたしは がっこうに でんわを して、こどもたちを よびました。",
        "はるには、おきゃくさんが にばいに なりました。",
    ),
    "cmn": (
        "去年我在一家小饭馆工作，客人总是要等很久。",
        "老板让我想一个办法。",
        "我每天早上先把菜单写好，再跟厨房的同事商量。",
        "一个月以后，客人最多只等十分钟，大家都很高兴。",
    ),
    "fi": (
        "Viime vuonna työskentelin pienessä kirjastossa, jossa lämmitys meni rikki.",
        "Minun piti löytää uusi paikka lasten lukupiirille.",
        "Soitin kouluun ja kysyin, voimmeko käyttää heidän saliaan.",
        "Lopulta lukupiiriin tuli enemmän lapsia kuin ennen.",
    ),
    "id": (
        "Tahun lalu saya bekerja di sebuah toko roti dan mesinnya rusak.",
        "Saya harus menyiapkan seratus pesanan sebelum pagi.",
        "Saya menelepon teman di toko lain dan meminjam ovennya semalam.",
        "Semua pesanan selesai dan pelanggan kami sangat senang.",
    ),
    "ro": (
        "Anul trecut lucram la o fermă și tractorul nostru s-a stricat.",
        "Trebuia să strângem grâul înainte de ploaie.",
        "Am vorbit cu vecinii și am împărțit munca pe trei zile.",
        "Am terminat la timp și nu am pierdut nimic.",
    ),
    "sw": (
        "Mwaka jana nilifanya kazi katika duka dogo la vitabu.",
        "Wateja walikuwa wachache sana kila siku.",
        "Niliwaalika watoto wa shule na kuwasomea hadithi kila Jumatano.",
        "Baada ya miezi miwili, wateja waliongezeka mara mbili.",
    ),
}
"""One story in each of the languages of espeak-ng."""
