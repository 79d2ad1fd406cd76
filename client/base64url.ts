/** In base64url without padding (RFC 4648, section 5), so that `~` and `.` stay free as separators; of text its UTF-8 bytes. */
export function base64url(content: string | ArrayBuffer): string {
  const all = typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content);
  let bytes = '';
  for (const byte of all) bytes += String.fromCharCode(byte);
  return btoa(bytes).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}
