#compdef fm
# Completion of fm for zsh. `fm completion zsh` prints this; it may be sourced, or stand as _fm in a folder of $fpath.

_fm() {
    local line kind word
    local -a answer offers suffix
    answer=("${(@f)$(_FM_COMPLETE=zsh ${(Q)~words[1]} "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" < /dev/null 2> /dev/null)}")
    kind=$answer[1]
    case $kind in
        files) _files; return ;;
        open) suffix=(-S '') ;;
    esac
    for line in "${(@)answer[2,-1]}"; do
        word=${${${line%%$'\t'*}//\\/\\\\}//:/\\:}
        if [[ $line == *$'\t'* ]]; then offers+=("$word:${line#*$'\t'}"); else offers+=("$word"); fi
    done
    _describe -t values value offers -M 'm:{[:lower:][:upper:]}={[:upper:][:lower:]}' $suffix
}

if [[ $funcstack[1] == _fm ]]; then
    _fm "$@"
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
    compdef _fm fm
fi
