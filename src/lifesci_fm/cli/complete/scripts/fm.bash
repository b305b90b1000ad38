# Completion of fm for bash, 3.2 and later. `fm completion bash` prints this.

_fm_completion() {
    local line kind="" program=${1/#\~\//$HOME/}
    COMPREPLY=()
    while IFS= read -r line; do
        if [ -z "$kind" ]; then kind=$line; else COMPREPLY+=("$line"); fi
    done <<< "$(_FM_COMPLETE=bash "$program" "${COMP_LINE:0:$COMP_POINT}" "$2" < /dev/null 2> /dev/null)"
    case $kind in
        open) compopt -o nospace 2> /dev/null ;;
        files)
            compopt -o default 2> /dev/null ||
                while IFS= read -r line; do COMPREPLY+=("$line"); done <<< "$(compgen -f -- "$2")"
            ;;
    esac
}

complete -F _fm_completion fm
