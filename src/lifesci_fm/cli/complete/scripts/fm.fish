# Completion of fm for fish, 3.1 and later. `fm completion fish` prints this.

function __fm_completion
    set -l current (commandline -ct)
    set -l plain (string unescape -- $current; or string replace -r '^[\'"]' '' -- $current)
    set -l answer (env _FM_COMPLETE=fish (commandline -opc) "$plain" < /dev/null 2> /dev/null)
    if test "$answer[1]" = files
        __fish_complete_path $current
    else if set -q answer[2]
        printf '%s\n' $answer[2..-1]
    end
end

complete -c fm -f -a '(__fm_completion)'
