/**
 * The shell lines that use a .p12. curl takes its passphrase from a configuration, which here is a pipe: it stands in
 * no list of processes and in no history.
 */
export const curlLines = `read -rs P12_PASS
printf 'pass = "%s"\\n' "$P12_PASS" | curl -K - --cert-type P12 --cert minji.p12 https://chat.example.com/`;
