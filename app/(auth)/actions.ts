"use server";
import { setUp as makeAdministrator, signIn as openSession } from "@/lib/server/gate/sign-in.ts";

export async function signIn(input: { email: string; password: string }) {
  return openSession(input);
}

export async function setUp(input: { token: string; email: string; name: string; password: string }) {
  return makeAdministrator(input);
}
