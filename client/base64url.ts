/** UTF-8 bytes of `text` in base64url without padding (RFC 4648, section 5), so that `~` stays free as the separator. */
export function base64url(text: string): string {
  let bytes = '';
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
  return btoa(bytes).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}
