#compdef rehearse
# Begin: completion for rehearse
_rehearse_completion() {
    local kind value beside
    local -a described plain
    for kind value beside in "${(@f)$(env COMP_WORDS="${(pj:\n:)words[1,CURRENT]}" COMP_CWORD=$((CURRENT - 1)) \
        _REHEARSE_COMPLETE=zsh_complete ${~words[1]} 2>/dev/null)}"; do
        case $kind in
            plain)
                if [[ $beside == _ ]]; then plain+=("$value"); else described+=("$value:$beside"); fi
                ;;
            file) _files ;;
            dir) _files -/ ;;
        esac
    done
    compset -P '--*='
    (( ! $#described )) || _describe -V rehearse described
    (( ! $#plain )) || compadd -V rehearse -a plain
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _rehearse_completion "$@"
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
    compdef _rehearse_completion rehearse
fi
# End: completion for rehearse
