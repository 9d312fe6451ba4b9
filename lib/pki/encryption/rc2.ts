/**
 * RC2 in CBC (RFC 2268) and RC4, which OpenSSL 3 no longer carries: old Windows and Java files are locked with them.
 * Only for reading; nothing of ours is ever written with either.
 */
const piTable = Buffer.from(
  "d978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2179a59f587b34f1361456d8d09817d32" +
    "bd8f40eb86b77b0bf09521225c6b4e8254d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626" +
    "6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed708e8eade8052eef784aa72ac354d6a2a" +
    "961ad2715a1549744b9fd05e0418a4ecc2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731" +
    "2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a90d38341bab33ffb0bb480c5fb9b1cd2e" +
    "c5f3db47e5a59c770aa62068fe7fc1ad",
  "hex",
);

/** RFC 2268 §2: 64 words of 16 bits out of a key of 1–128 bytes that counts for `effectiveBits`. */
function expandKey(key: Uint8Array, effectiveBits: number): Uint16Array {
  const bytes = new Uint8Array(128);
  bytes.set(key.subarray(0, 128));
  const length = Math.min(key.length, 128);
  for (let i = length; i < 128; i++) bytes[i] = piTable[(bytes[i - 1]! + bytes[i - length]!) & 0xff]!;
  const effectiveOctets = (effectiveBits + 7) >> 3;
  const mask = 0xff >> (8 * effectiveOctets - effectiveBits);
  bytes[128 - effectiveOctets] = piTable[bytes[128 - effectiveOctets]! & mask]!;
  for (let i = 127 - effectiveOctets; i >= 0; i--) bytes[i] = piTable[bytes[i + 1]! ^ bytes[i + effectiveOctets]!]!;
  const words = new Uint16Array(64);
  for (let i = 0; i < 64; i++) words[i] = bytes[2 * i]! | (bytes[2 * i + 1]! << 8);
  return words;
}

const rotations = [1, 2, 3, 5] as const;

/** RFC 2268 §4, in place on four words. */
function decryptBlock(r: Uint16Array, k: Uint16Array): void {
  let at = 63;
  const mix = (): void => {
    for (let i = 3; i >= 0; i--) {
      const turn = rotations[i]!;
      const word = (r[i]! >> turn) | (r[i]! << (16 - turn));
      const before = r[(i + 3) & 3]!;
      r[i] = word - k[at--]! - (before & r[(i + 2) & 3]!) - (~before & r[(i + 1) & 3]!);
    }
  };
  const mash = (): void => {
    for (let i = 3; i >= 0; i--) r[i] = r[i]! - k[r[(i + 3) & 3]! & 63]!;
  };
  for (let i = 0; i < 5; i++) mix();
  mash();
  for (let i = 0; i < 6; i++) mix();
  mash();
  for (let i = 0; i < 5; i++) mix();
}

/** Decrypts whole 8-byte blocks, padding left in place. `effectiveBits` 1–1024. */
export function decryptRc2Cbc(
  key: Uint8Array,
  effectiveBits: number,
  iv: Uint8Array,
  ciphertext: Uint8Array,
): Uint8Array {
  const words = expandKey(key, effectiveBits);
  const clear = new Uint8Array(ciphertext.length);
  const r = new Uint16Array(4);
  for (let at = 0; at + 8 <= ciphertext.length; at += 8) {
    for (let i = 0; i < 4; i++) r[i] = ciphertext[at + 2 * i]! | (ciphertext[at + 2 * i + 1]! << 8);
    decryptBlock(r, words);
    for (let i = 0; i < 8; i++) {
      const before = at === 0 ? iv[i]! : ciphertext[at - 8 + i]!;
      clear[at + i] = ((r[i >> 1]! >> (8 * (i & 1))) & 0xff) ^ before;
    }
  }
  return clear;
}

export function decryptRc4(key: Uint8Array, ciphertext: Uint8Array): Uint8Array {
  const state = Uint8Array.from({ length: 256 }, (_, i) => i);
  const swap = (a: number, b: number): void => {
    const kept = state[a]!;
    state[a] = state[b]!;
    state[b] = kept;
  };
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + state[i]! + key[i % key.length]!) & 0xff;
    swap(i, j);
  }
  const clear = new Uint8Array(ciphertext.length);
  for (let at = 0, i = 0, j = 0; at < ciphertext.length; at++) {
    i = (i + 1) & 0xff;
    j = (j + state[i]!) & 0xff;
    swap(i, j);
    clear[at] = ciphertext[at]! ^ state[(state[i]! + state[j]!) & 0xff]!;
  }
  return clear;
}
