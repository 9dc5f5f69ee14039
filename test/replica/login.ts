/**
 * The login page of the platforms that lend logins: it puts a session cookie into the browser's profile, as a person's
 * scan of the code would. Host-only and without `Secure`, so that it also sticks where the replica is asked over plain http.
 */
import { type Asked, html, type Reply } from './platform.ts';

export const LOGIN_PATH = '/login';
const SIXTY_DAYS = 60 * 24 * 3600;

export function loginPage(session: string | undefined): Reply {
  const title = session === undefined ? '登录' : '登录成功';
  return html(
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}</title></head><body><p>${title}</p></body></html>`,
    {
      headers: {
        'set-cookie': session === undefined ? [] : [`sessionid=${session}; Path=/; Max-Age=${SIXTY_DAYS}; HttpOnly`],
      },
    },
  );
}

export function loggedIn(asked: Asked, session: string | undefined): boolean {
  return session !== undefined && asked.cookies.sessionid === session;
}
