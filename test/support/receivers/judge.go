// Judges many chains in one process. A line asks: id, purpose, name, target, sent, trusted, key (PKCS #8); tabs between,
// base64 of DER, commas between certificates. A line answers: id, yes or no, reason. For a server or a client a TLS
// handshake decides, else the building of a path for any purpose.
package main

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
)

func main() {
	own := ownCertificate(os.Args[1], os.Args[2])
	input := bufio.NewScanner(os.Stdin)
	input.Buffer(make([]byte, 1<<20), 1<<24)
	output := bufio.NewWriter(os.Stdout)
	defer output.Flush()
	for input.Scan() {
		parts := strings.Split(input.Text(), "\t")
		if err := safely(parts, own); err != nil {
			fmt.Fprintf(output, "%s\tno\t%s\n", parts[0], strings.ReplaceAll(err.Error(), "\n", " "))
		} else {
			fmt.Fprintf(output, "%s\tyes\t\n", parts[0])
		}
	}
}

func bytesOf(text string) [][]byte {
	all := [][]byte{}
	if text == "" {
		return all
	}
	for _, each := range strings.Split(text, ",") {
		der, err := base64.StdEncoding.DecodeString(each)
		if err != nil {
			panic(err)
		}
		all = append(all, der)
	}
	return all
}

func ownCertificate(certificate string, key string) tls.Certificate {
	parsed, err := x509.ParsePKCS8PrivateKey(bytesOf(key)[0])
	if err != nil {
		panic(err)
	}
	return tls.Certificate{Certificate: bytesOf(certificate), PrivateKey: parsed}
}

// A panic of the library refuses as well.
func safely(parts []string, own tls.Certificate) (err error) {
	defer func() {
		if said := recover(); said != nil {
			err = fmt.Errorf("panic: %v", said)
		}
	}()
	return judge(parts, own)
}

func judge(parts []string, own tls.Certificate) error {
	purpose, name := parts[1], parts[2]
	target, err := x509.ParseCertificate(bytesOf(parts[3])[0])
	if err != nil {
		return err
	}
	sent := bytesOf(parts[4])
	intermediates := x509.NewCertPool()
	for _, der := range sent {
		certificate, err := x509.ParseCertificate(der)
		if err != nil {
			return err
		}
		intermediates.AddCert(certificate)
	}
	roots := x509.NewCertPool()
	for _, der := range bytesOf(parts[5]) {
		// As AppendCertsFromPEM does: what cannot be read is passed over.
		if certificate, err := x509.ParseCertificate(der); err == nil {
			roots.AddCert(certificate)
		}
	}
	usage := map[string]x509.ExtKeyUsage{"server": x509.ExtKeyUsageServerAuth, "client": x509.ExtKeyUsageClientAuth, "any": x509.ExtKeyUsageAny}[purpose]
	options := x509.VerifyOptions{Roots: roots, Intermediates: intermediates, DNSName: name, KeyUsages: []x509.ExtKeyUsage{usage}}
	if _, err := target.Verify(options); err != nil {
		return err
	}
	if purpose == "any" {
		return nil
	}
	key, err := x509.ParsePKCS8PrivateKey(bytesOf(parts[6])[0])
	if err != nil {
		return err
	}
	shown := tls.Certificate{Certificate: append([][]byte{target.Raw}, sent...), PrivateKey: key}
	return handshake(purpose, name, shown, roots, own)
}

func handshake(purpose string, name string, shown tls.Certificate, roots *x509.CertPool, own tls.Certificate) error {
	server := &tls.Config{Certificates: []tls.Certificate{shown}}
	client := &tls.Config{RootCAs: roots, ServerName: name}
	if name == "" {
		client.InsecureSkipVerify = true
	}
	if purpose == "client" {
		server = &tls.Config{Certificates: []tls.Certificate{own}, ClientCAs: roots, ClientAuth: tls.RequireAndVerifyClientCert}
		client = &tls.Config{InsecureSkipVerify: true, GetClientCertificate: func(*tls.CertificateRequestInfo) (*tls.Certificate, error) { return &shown, nil }}
	}
	near, far := net.Pipe()
	defer near.Close()
	defer far.Close()
	failed := make(chan error, 1)
	go func() {
		serverSide := tls.Server(far, server)
		err := serverSide.Handshake()
		if err == nil {
			_, err = serverSide.Write([]byte{1})
		}
		if err != nil {
			far.Close()
		}
		failed <- err
	}()
	clientSide := tls.Client(near, client)
	err := clientSide.Handshake()
	if err == nil {
		_, err = clientSide.Read(make([]byte, 1))
	}
	if err != nil {
		near.Close()
	}
	if other := <-failed; other != nil && (err == nil || purpose == "client") {
		return other
	}
	if err != nil {
		return errors.New("handshake: " + err.Error())
	}
	return nil
}
