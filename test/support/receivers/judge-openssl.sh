#!/bin/sh
# Judges one chain, a folder with target.pem, sent.pem, anchors.pem, key.pem, words (purpose and name) and maybe lists.pem,
# with `openssl verify` and with a TLS handshake. Writes verify and handshake into the folder: the last line says yes or no.
cd "$1" || exit 1
. ./words
set -- -no-CApath -no-CAstore -CAfile anchors.pem
[ -s anchors.pem ] || set -- -no-CApath -no-CAstore -no-CAfile
case "$purpose" in
  server) set -- "$@" -purpose sslserver -auth_level 2 ;;
  client) set -- "$@" -purpose sslclient -auth_level 2 ;;
esac
[ -z "$host" ] || set -- "$@" -verify_hostname "$host"
[ -z "$ip" ] || set -- "$@" -verify_ip "$ip"
# Each -CRLfile reads one list.
lists=
for each in list-*.pem; do [ -e "$each" ] && lists="$lists -CRLfile $each"; done
[ -z "$lists" ] || set -- "$@" -crl_check_all $lists
untrusted=
[ -s sent.pem ] && untrusted="-untrusted sent.pem"
if openssl verify "$@" $untrusted target.pem >verify 2>&1; then echo yes >>verify; else echo no >>verify; fi
[ "$purpose" = any ] && exit 0
[ -e list-0.pem ] && exit 0
chain=
[ -s sent.pem ] && chain="-cert_chain sent.pem"
trust="-no-CApath -no-CAstore -CAfile anchors.pem"
[ -s anchors.pem ] || trust="-no-CApath -no-CAstore -no-CAfile"
if [ "$purpose" = server ]; then
  openssl s_server -unix socket -naccept 1 -no-CApath -no-CAstore -no-CAfile -www -cert target.pem -key key.pem $chain </dev/null >server 2>&1 &
else
  openssl s_server -unix socket -naccept 1 -www -Verify 9 -verify_return_error $trust -cert ../own.pem -key ../own-key.pem </dev/null >server 2>&1 &
fi
server=$!
tries=0
# The socket is there a moment before anything listens on it.
while ! grep -q ACCEPT server 2>/dev/null && kill -0 $server 2>/dev/null && [ $tries -lt 400 ]; do sleep 0.01; tries=$((tries + 1)); done
name=
[ -z "$host" ] || name="-verify_hostname $host"
[ -z "$ip" ] || name="-verify_ip $ip"
if [ "$purpose" = server ]; then
  printf 'GET / HTTP/1.0\r\n\r\n' | timeout 20 openssl s_client -unix socket -verify_return_error $trust $name -quiet >shaken 2>&1
  said=$?
  head -c 2000 shaken >handshake
  kill $server 2>/dev/null
  wait $server 2>/dev/null
else
  # A client of TLS 1.3 is done before the server has judged it: only an answer says yes.
  printf 'GET / HTTP/1.0\r\n\r\n' | timeout 20 openssl s_client -unix socket -no-CApath -no-CAstore -no-CAfile -cert target.pem -key key.pem $chain -ign_eof -quiet >handshake 2>&1
  kill $server 2>/dev/null
  wait $server 2>/dev/null
  grep -q '200 ok' handshake
  said=$?
  grep -a -v '^HTTP\|^<\|^Secure\|^s_server' handshake | head -20 >said; mv said handshake
fi
cat server >>handshake
if [ "$said" = 0 ]; then echo yes >>handshake; else echo no >>handshake; fi
