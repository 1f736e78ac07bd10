import { describe, expect, it } from 'vitest';
import { navigationAllowed, requestAllowed } from '../../../electron/main/security/navigation.ts';
import { originOf, pageAddress, pageToLoad } from '../../../electron/main/security/origin.ts';

const server = 'http://localhost:5173/';

describe('where a page may go', () => {
  it.each([
    'https://example.com/',
    'file:///etc/passwd',
    'desk://app/',
    'desk://other/',
    'javascript:alert(1)',
    'data:text/html,x',
    'not an address',
  ])('nowhere in the product: %s', (target) => expect(navigationAllowed(target, pageAddress)).toBe(false));

  it('only to itself while developing', () => {
    expect(navigationAllowed('http://localhost:5173/queue', server)).toBe(true);
    expect(navigationAllowed('http://localhost:5174/', server)).toBe(false);
    expect(navigationAllowed('https://localhost:5173/', server)).toBe(false);
    expect(navigationAllowed('http://localhost:5173.example.com/', server)).toBe(false);
  });
});

describe('what a page may request', () => {
  it.each([
    'desk://app/assets/index.js',
    `desk-image://${'c'.repeat(32)}/${'a'.repeat(64)}/screen`,
    'data:image/png;base64,AA',
    'blob:desk://app/1',
  ])('its own: %s', (target) => expect(requestAllowed(target, pageAddress, true)).toBe(true));

  it.each([
    'https://example.com/',
    'http://127.0.0.1:80/',
    'ws://localhost:5173/',
    'file:///etc/passwd',
    'desk://elsewhere/',
    'devtools://devtools/',
    'ftp://x/',
  ])('nothing else when packed: %s', (target) => expect(requestAllowed(target, pageAddress, true)).toBe(false));

  it('the development server and nothing beside it while developing', () => {
    expect(requestAllowed('ws://localhost:5173/?token=x', server, false)).toBe(true);
    expect(requestAllowed('http://localhost:5173/@vite/client', server, false)).toBe(true);
    expect(requestAllowed('https://example.com/', server, false)).toBe(false);
    expect(requestAllowed('http://localhost:5173/', server, true)).toBe(false);
  });
});

describe('where the page comes from', () => {
  it('a packed program listens to no variable', () => expect(pageToLoad(true, server)).toBe(pageAddress));
  it('a server on another machine is not a development server', () =>
    expect(pageToLoad(false, 'http://192.0.2.7:5173/')).toBe(pageAddress));
  it('the development server is used where it is named', () => expect(pageToLoad(false, server)).toBe(server));
  it('schemes that Node does not know have an origin too', () => expect(originOf('desk://app/queue?x')).toBe('desk://app'));
});
