import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Judges many chains in one process. A line asks: id, purpose, name, target, sent, trusted, key (PKCS #8); tabs between,
 * base64 of DER, commas between certificates. A line answers: id, yes or no, reason. For a server or a client a TLS
 * handshake decides, else the builder of certification paths. Two words: a certificate and a key for the other end.
 */
public class Judge {
  public static void main(String[] words) throws Exception {
    List<X509Certificate> ownChain = certificates(words[0]);
    KeyManager own = new Shown(ownChain, key(words[1], ownChain.get(0)));
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    StringBuilder answers = new StringBuilder();
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      String[] parts = line.split("\t", -1);
      String reason = "";
      try {
        judge(parts, own);
      } catch (Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null && cause.getCause() != cause) cause = cause.getCause();
        reason = (error + " <- " + cause).replaceAll("\\s+", " ");
      }
      answers.append(parts[0]).append('\t').append(reason.isEmpty() ? "yes" : "no").append('\t').append(reason).append('\n');
    }
    System.out.print(answers);
  }

  static List<X509Certificate> certificates(String text) throws Exception {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> all = new ArrayList<>();
    if (text.isEmpty()) return all;
    for (String each : text.split(",")) {
      byte[] der = Base64.getDecoder().decode(each);
      all.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
    }
    return all;
  }

  static PrivateKey key(String text, X509Certificate certificate) throws Exception {
    String algorithm = certificate.getPublicKey().getAlgorithm();
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
  }

  static void judge(String[] parts, KeyManager own) throws Exception {
    String purpose = parts[1];
    List<X509Certificate> chain = certificates(parts[3]);
    chain.addAll(certificates(parts[4]));
    List<X509Certificate> trusted = certificates(parts[5]);
    if (purpose.equals("any")) {
      build(chain, trusted);
      return;
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (int i = 0; i < trusted.size(); i++) store.setCertificateEntry("anchor" + i, trusted.get(i));
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    TrustManager[] judges = factory.getTrustManagers();
    KeyManager shown = new Shown(chain, key(parts[6], chain.get(0)));
    SSLContext server = SSLContext.getInstance("TLS");
    SSLContext client = SSLContext.getInstance("TLS");
    boolean isServer = purpose.equals("server");
    server.init(new KeyManager[] {isServer ? shown : own}, isServer ? null : judges, null);
    client.init(isServer ? null : new KeyManager[] {shown}, isServer ? judges : new TrustManager[] {new Trusting()}, null);
    SSLEngine serverEnd = server.createSSLEngine();
    serverEnd.setUseClientMode(false);
    serverEnd.setNeedClientAuth(!isServer);
    SSLEngine clientEnd = client.createSSLEngine(parts[2].isEmpty() ? null : parts[2], 443);
    clientEnd.setUseClientMode(true);
    if (isServer && !parts[2].isEmpty()) {
      SSLParameters parameters = clientEnd.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      clientEnd.setSSLParameters(parameters);
    }
    shake(clientEnd, serverEnd);
  }

  static void build(List<X509Certificate> chain, List<X509Certificate> trusted) throws Exception {
    Set<TrustAnchor> anchors = new LinkedHashSet<>();
    for (X509Certificate each : trusted) anchors.add(new TrustAnchor(each, null));
    X509CertSelector selector = new X509CertSelector();
    selector.setCertificate(chain.get(0));
    PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, selector);
    parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
    parameters.setRevocationEnabled(false);
    CertPathBuilder.getInstance("PKIX").build(parameters);
  }

  /** Carries records between the two ends until both are done; one message of the server says that it is. */
  static void shake(SSLEngine client, SSLEngine server) throws Exception {
    ByteBuffer toServer = ByteBuffer.allocate(1 << 18);
    ByteBuffer toClient = ByteBuffer.allocate(1 << 18);
    ByteBuffer scratch = ByteBuffer.allocate(1 << 18);
    for (int turn = 0; turn < 400; turn++) {
      boolean moved = step(client, toClient, toServer, scratch);
      moved |= step(server, toServer, toClient, scratch);
      if (client.isOutboundDone() || server.isOutboundDone() || client.isInboundDone() || server.isInboundDone())
        throw new Exception("closed");
      if (!moved) {
        if (isDone(client) && isDone(server)) return;
        throw new Exception("no handshake");
      }
    }
    throw new Exception("no end");
  }

  static boolean isDone(SSLEngine end) {
    return end.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING && !end.getSession().getCipherSuite().contains("NULL");
  }

  static boolean step(SSLEngine end, ByteBuffer in, ByteBuffer out, ByteBuffer scratch) throws Exception {
    boolean moved = false;
    for (int turn = 0; turn < 100; turn++) {
      HandshakeStatus status = end.getHandshakeStatus();
      if (status == HandshakeStatus.NEED_TASK) {
        for (Runnable task = end.getDelegatedTask(); task != null; task = end.getDelegatedTask()) task.run();
        moved = true;
      } else if (status == HandshakeStatus.NEED_WRAP || (status == HandshakeStatus.NOT_HANDSHAKING && end.getSession().getCipherSuite().contains("NULL") && end.getUseClientMode())) {
        scratch.clear();
        SSLEngineResult result = end.wrap(ByteBuffer.allocate(0), out);
        if (result.bytesProduced() == 0) return moved;
        moved = true;
      } else {
        in.flip();
        if (!in.hasRemaining()) {
          in.compact();
          return moved;
        }
        scratch.clear();
        SSLEngineResult result = end.unwrap(in, scratch);
        in.compact();
        if (result.bytesConsumed() == 0) return moved;
        moved = true;
      }
    }
    return moved;
  }

  /** Shows one chain whatever is asked for. */
  static class Shown extends X509ExtendedKeyManager {
    final X509Certificate[] chain;
    final PrivateKey key;

    Shown(List<X509Certificate> chain, PrivateKey key) {
      this.chain = chain.toArray(new X509Certificate[0]);
      this.key = key;
    }

    boolean fits(String type) {
      String own = chain[0].getPublicKey().getAlgorithm();
      return type.equals(own) || type.startsWith("EC") && own.equals("EC") || own.equals("EdDSA") && type.equals("EdDSA");
    }

    @Override public String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) { return fits(type) ? "it" : null; }
    @Override public String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
      for (String type : types) if (fits(type)) return "it";
      return null;
    }
    @Override public String chooseServerAlias(String type, Principal[] issuers, Socket socket) { return null; }
    @Override public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) { return null; }
    @Override public String[] getServerAliases(String type, Principal[] issuers) { return new String[] {"it"}; }
    @Override public String[] getClientAliases(String type, Principal[] issuers) { return new String[] {"it"}; }
    @Override public X509Certificate[] getCertificateChain(String alias) { return chain; }
    @Override public PrivateKey getPrivateKey(String alias) { return key; }
  }

  /** The other end of a client's handshake is not what is judged. */
  static class Trusting extends X509ExtendedTrustManager {
    @Override public void checkClientTrusted(X509Certificate[] chain, String type) {}
    @Override public void checkServerTrusted(X509Certificate[] chain, String type) {}
    @Override public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}
    @Override public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}
    @Override public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}
    @Override public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}
    @Override public X509Certificate[] getAcceptedIssuers() { return new X509Certificate[0]; }
  }
}
