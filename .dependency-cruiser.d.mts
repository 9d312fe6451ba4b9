import type { IConfiguration } from "dependency-cruiser";

/** Modules of lib/pki whose exports give a private key in clear, as a regular expression. */
export declare const clearKeyModules: string;
/** The rooms of lib/pki, lowest first. */
export declare const roomsOfPki: readonly string[];
declare const configuration: IConfiguration;
export default configuration;
