#!/bin/sh
# Judges one chain with GnuTLS's certtool and NSS's vfychain: a folder as for judge-openssl.sh, with DER of each certificate
# beside the PEM. Writes gnutls and nss into the folder: the last line says yes or no.
cd "$1" || exit 1
. ./words
set --
case "$purpose" in
  server) set -- --verify-purpose 1.3.6.1.5.5.7.3.1 ;;
  client) set -- --verify-purpose 1.3.6.1.5.5.7.3.2 ;;
esac
[ -z "$host$ip" ] || set -- "$@" --verify-hostname "$host$ip"
cat target.pem sent.pem >chain.pem
if certtool --verify --load-ca-certificate anchors.pem --infile chain.pem "$@" >gnutls 2>&1; then echo yes >>gnutls; else echo no >>gnutls; fi
sent=
for each in sent-*.der; do [ -e "$each" ] && sent="$sent $each"; done
trusted=
for each in anchor-*.der; do [ -e "$each" ] && trusted="$trusted -t $each"; done
: >nss
said=no
for usage in $usages; do
  if vfychain -pp -u $usage target.der $sent $trusted >>nss 2>&1; then said=yes; fi
done
echo $said >>nss
