import type { KeyObject } from "node:crypto";
import { Oid } from "../../../lib/pki/asn1/oid.ts";
import type { Certificate } from "../../../lib/pki/x509/certificate.ts";
import type { Crl } from "../../../lib/pki/x509/crl.ts";
import { type KeyKind, keyFor, type Level, type ListPlan, write, writeList, type Written } from "./chain-maker.ts";

export const hostName = "web1.example.com";

export type Place = "root" | "upper" | "issuing" | "leaf";

/** A chain before it is written: rules change it one after the other, so that two of them can be crossed. */
export interface Blueprint {
  readonly root: Level;
  /** A second intermediate, between root and issuing; null in most chains. */
  upper: Level | null;
  readonly issuing: Level;
  readonly leaf: Level;
  /** What can be known only when the issuer is written. */
  readonly late: { readonly place: Place; readonly change: (issuer: Written | null) => Partial<Level> }[];
  /** Which certificate is trusted. */
  anchor: "root" | "issuing" | "leaf" | "none";
  /** The root issues the leaf, and the intermediate stands beside. */
  isDirect: boolean;
  /** The leaf signs itself. */
  isLeafSelfSigned: boolean;
  send: "chain" | "with-root" | "reversed" | "nothing" | "twice";
  /** Certificates that are sent or trusted as well. */
  readonly moreSent: ((chain: WrittenChain) => { readonly written: Written; readonly isFirst: boolean })[];
  readonly moreAnchors: ((chain: WrittenChain) => { readonly written: Written; readonly isFirst: boolean })[];
  /** The usual anchor is left out. */
  isAnchorMissing: boolean;
  purpose: "server" | "client" | "any";
  name: string | null;
  lists: ((chain: WrittenChain) => readonly { readonly issuer: Written; readonly plan: ListPlan }[]) | null;
}

export interface WrittenChain {
  readonly root: Written;
  readonly upper: Written | null;
  readonly issuing: Written;
  readonly leaf: Written;
}

/** A question that programs can be asked. */
export interface ChainCase {
  readonly rule: string;
  readonly target: Certificate;
  /** In the order in which a service sends them, the target left out. */
  readonly sent: readonly Certificate[];
  readonly anchors: readonly Certificate[];
  readonly key: KeyObject;
  readonly purpose: "server" | "client" | "any";
  readonly name: string | null;
  readonly crls: readonly Crl[] | null;
}

export interface Keys {
  readonly root: KeyKind;
  readonly issuing: KeyKind;
  readonly leaf: KeyKind;
}

const usualKeys: Keys = { root: "p-256", issuing: "p-256", leaf: "p-256" };

/** Root, one intermediate and a leaf for a server, that every receiver takes. */
export function draft(purpose: "server" | "client" | "any", keys: Keys = usualKeys): Blueprint {
  const eku = purpose === "client" ? Oid.clientAuth : Oid.serverAuth;
  return {
    root: {
      subject: [
        [Oid.organizationName, "Acme"],
        [Oid.commonName, "Acme Root"],
      ],
      key: keyFor(keys.root, "root"),
      isCa: true,
    },
    upper: null,
    issuing: {
      subject: [
        [Oid.organizationName, "Acme"],
        [Oid.commonName, "Acme Issuing"],
      ],
      key: keyFor(keys.issuing, "issuing"),
      isCa: true,
    },
    leaf: {
      subject: [
        [Oid.organizationName, "Acme"],
        [Oid.commonName, hostName],
      ],
      key: keyFor(keys.leaf, "leaf"),
      isCa: false,
      usages: ["digitalSignature"],
      ...(purpose === "any" ? {} : { purposes: [eku] }),
      names: [{ kind: "dns", value: hostName }],
    },
    late: [],
    anchor: "root",
    isDirect: false,
    isLeafSelfSigned: false,
    send: "chain",
    moreSent: [],
    moreAnchors: [],
    isAnchorMissing: false,
    purpose,
    name: null,
    lists: null,
  };
}

function levelFor(blueprint: Blueprint, place: Place, level: Level, issuer: Written | null): Level {
  return blueprint.late
    .filter((each) => each.place === place)
    .reduce((all, { change }) => ({ ...all, ...change(issuer) }), level);
}

function writeChain(blueprint: Blueprint): WrittenChain {
  const root = write(levelFor(blueprint, "root", blueprint.root, null), null);
  const upper = blueprint.upper === null ? null : write(levelFor(blueprint, "upper", blueprint.upper, root), root);
  const above = upper ?? root;
  const issuing = write(levelFor(blueprint, "issuing", blueprint.issuing, above), above);
  const leafIssuer = blueprint.isLeafSelfSigned ? null : blueprint.isDirect ? root : issuing;
  const leaf = write(levelFor(blueprint, "leaf", blueprint.leaf, leafIssuer), leafIssuer);
  return { root, upper, issuing, leaf };
}

export function caseOf(rule: string, blueprint: Blueprint): ChainCase {
  const chain = writeChain(blueprint);
  const between =
    blueprint.isLeafSelfSigned || blueprint.isDirect
      ? []
      : [chain.issuing, ...(chain.upper === null ? [] : [chain.upper])];
  const usual = {
    chain: between,
    "with-root": blueprint.isLeafSelfSigned ? [] : [...between, chain.root],
    reversed: [chain.root, ...between.toReversed()],
    nothing: [],
    twice: [...between, ...between],
  }[blueprint.send];
  const anchor = { root: chain.root, issuing: chain.issuing, leaf: chain.leaf, none: null }[blueprint.anchor];
  const place = (usualOnes: readonly Written[], more: Blueprint["moreSent"]): Certificate[] => {
    const extra = more.map((make) => make(chain));
    return [
      ...extra.filter(({ isFirst }) => isFirst).map(({ written }) => written),
      ...usualOnes,
      ...extra.filter(({ isFirst }) => !isFirst).map(({ written }) => written),
    ].map(({ certificate }) => certificate);
  };
  return {
    rule,
    target: chain.leaf.certificate,
    sent: place(usual, blueprint.moreSent),
    anchors: place(anchor === null || blueprint.isAnchorMissing ? [] : [anchor], blueprint.moreAnchors),
    key: chain.leaf.key,
    purpose: blueprint.purpose,
    name: blueprint.name,
    crls:
      blueprint.lists === null ? null : blueprint.lists(chain).map(({ issuer, plan }) => writeList(issuer, plan).crl),
  };
}
