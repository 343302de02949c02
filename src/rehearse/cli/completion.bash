# Begin: completion for rehearse
_rehearse_completion() {
    local IFS=$'\n' at kind value words=()
    # Bash makes a word of its own of the = in --theme=help-desk.
    for ((at = 0; at <= COMP_CWORD; at++)); do
        [[ ${COMP_WORDS[at]} == "=" ]] || words+=("${COMP_WORDS[at]}")
    done
    at=$((${#words[@]} - 1))
    [[ ${COMP_WORDS[COMP_CWORD]} != "=" ]] || at=$((at + 1))
    COMPREPLY=()
    while IFS=, read -r kind value; do
        case $kind in
            plain) COMPREPLY+=("$value") ;;
            file) compopt -o default 2>/dev/null ;;
            dir) compopt -o dirnames 2>/dev/null ;;
        esac
    done < <(env COMP_WORDS="${words[*]}" COMP_CWORD="$at" _REHEARSE_COMPLETE=bash_complete \
        "${1/#\~/$HOME}" 2>/dev/null)
}
# Bash 3, as on macOS, sorts what is offered.
complete -o nosort -F _rehearse_completion rehearse 2>/dev/null || complete -F _rehearse_completion rehearse
# End: completion for rehearse
