/** RFC 7617 §2.1: user name and password as UTF-8 before base64. */
export function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
