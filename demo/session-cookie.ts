import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';

const NAME = 'demo-session';
/** 128 random bits: what `newSession` makes, and nothing else is taken for ours. */
const SHAPE = /^[\w-]{22}$/;

/** The visitor's session, or null when no such cookie came. */
export function sessionCookie(request: Request): string | null {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=');
    const value = pair.slice(at + 1).trim();
    if (pair.slice(0, at).trim() === NAME && SHAPE.test(value)) return value;
  }
  return null;
}

/** The visitor's session; sets the cookie when there is none yet. */
export function ensureSession(request: Request, response: Response): string {
  const session = sessionCookie(request);
  if (session !== null) return session;
  const made = randomBytes(16).toString('base64url');
  response.cookie(NAME, made, { httpOnly: true, sameSite: 'lax', path: '/demo', secure: request.secure });
  return made;
}
