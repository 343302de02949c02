# Completion for rehearse. Delete this file to switch it off.
function __rehearse_completion
    set -l program (string replace --regex '^~/' "$HOME/" -- (commandline -opc)[1])
    set -l line (commandline -cp)
    set -l word (commandline -ct)
    # Fish completes --theme=help-desk as a whole.
    set -l front (string match --regex '^--[^=]+=' -- $word)
    for offered in (env "COMP_WORDS=$line" "COMP_CWORD=$word" _REHEARSE_COMPLETE=fish_complete $program 2>/dev/null)
        set -l parts (string split --max 1 , -- $offered)
        switch $parts[1]
            case plain
                printf '%s%s\n' "$front" $parts[2]
            case file
                __fish_complete_path $word
            case dir
                __fish_complete_directories $word
        end
    end
end
complete --command rehearse --no-files --keep-order --arguments '(__rehearse_completion)'
