import { describe, expect, it } from 'vitest';
import { contentPolicy, developmentContentPolicy } from '../../../electron/main/security/content-policy.ts';
import { externalLinkAllowed, signInAddressAllowed } from '../../../electron/main/security/external-links.ts';
import { mayLeaveSandboxOut } from '../../../electron/main/security/index.ts';
import { permissionAllowed } from '../../../electron/main/security/permissions.ts';
import { senderAllowed } from '../../../electron/main/security/sender.ts';
import { windowOptions } from '../../../electron/main/security/window-options.ts';

const directives = (policy: string) => Object.fromEntries(policy.split('; ').map((part) => [part.split(' ')[0], part.split(' ').slice(1)]));

describe('the content policy', () => {
  it('allows nothing by default, no connection, and never inline or evaluated code', () => {
    const policy = contentPolicy('abc');
    expect(directives(policy)['default-src']).toEqual(["'none'"]);
    expect(directives(policy)['connect-src']).toEqual(["'none'"]);
    expect(directives(policy)['script-src']).toEqual(["'self'"]);
    expect(directives(policy)['style-src']).toEqual(["'self'", "'nonce-abc'"]);
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  it('adds the development server alone while developing', () => {
    const policy = directives(developmentContentPolicy('http://localhost:5173/'));
    expect(policy['connect-src']).toEqual(['http://localhost:5173', 'ws://localhost:5173']);
    expect(policy['default-src']).toEqual(["'none'"]);
    expect(JSON.stringify(policy)).not.toContain('unsafe');
  });
});

describe('who is heard', () => {
  const page = 'desk://app/';
  it('our main frame', () => expect(senderAllowed({ url: 'desk://app/index.html', parent: null }, page)).toBe(true));
  it('no embedded frame, even of our origin', () => expect(senderAllowed({ url: 'desk://app/', parent: {} }, page)).toBe(false));
  it('no frame that is gone', () => expect(senderAllowed(null, page)).toBe(false));
  it.each(['https://app/', 'desk://app.example.com/', 'about:blank', '', 'data:text/html,x'])('no other origin: %s', (url) =>
    expect(senderAllowed({ url, parent: null }, page)).toBe(false),
  );
});

describe('what leaves for the browser', () => {
  it('the registry of standards', () => expect(externalLinkAllowed('https://openstd.samr.gov.cn/bzgk/gb/')).toBe(true));
  it.each([
    'http://openstd.samr.gov.cn/',
    'https://openstd.samr.gov.cn.example.com/',
    'https://user:word@openstd.samr.gov.cn/',
    'https://openstd.samr.gov.cn:8443/',
    'file:///etc/passwd',
    'smb://openstd.samr.gov.cn/',
    `https://openstd.samr.gov.cn/?${'x'.repeat(300)}`,
    'openstd.samr.gov.cn',
  ])('not %s', (address) => expect(externalLinkAllowed(address)).toBe(false));
});

describe('what is opened for signing in', () => {
  const issuer = 'https://login.example.cn/realms/site';
  it('a page of the issuer, and one of this machine in the clear', () => {
    expect(signInAddressAllowed('https://login.example.cn/realms/site/auth?state=1', issuer)).toBe(true);
    expect(signInAddressAllowed('http://127.0.0.1:4000/auth?state=1', 'http://127.0.0.1:4000')).toBe(true);
  });
  it.each([
    ['https://login.example.cn.example.com/auth', issuer],
    ['https://elsewhere.example.cn/auth', issuer],
    ['http://login.example.cn/auth', issuer],
    ['http://login.example.cn/auth', 'http://login.example.cn'],
    ['https://user:word@login.example.cn/auth', issuer],
    ['https://login.example.cn:8443/auth', issuer],
    ['file:///etc/passwd', 'file:///etc'],
    ['javascript:alert(1)', issuer],
    [`https://login.example.cn/?${'x'.repeat(4_000)}`, issuer],
  ])('not %s of %s', (address, of) => expect(signInAddressAllowed(address, of)).toBe(false));
});

describe('what a window is made with', () => {
  it('is sandboxed, isolated and without Node, and leaves nothing on disk', () => {
    const { webPreferences } = windowOptions('/preload.cjs', true);
    expect(webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
      devTools: false,
    });
    expect(webPreferences?.partition).not.toMatch(/^persist:/);
  });
  it('has no permission at all', () => expect(permissionAllowed()).toBe(false));
  it('leaves the sandbox out only for root who asked for it', () => {
    expect(mayLeaveSandboxOut(true, true)).toBe(true);
    expect(mayLeaveSandboxOut(false, true)).toBe(false);
    expect(mayLeaveSandboxOut(true, false)).toBe(false);
  });
});
