import { parseWebUrl } from './origin';

/** Names that no public server has: RFC 6761, RFC 6762 §3, RFC 8375, and what companies use inside (`internal` by ICANN's word). */
const PRIVATE_SUFFIX = /(^|\.)(localhost|local|internal|intranet|lan|corp|home|home\.arpa|localdomain)$/;

/** First address and prefix length, in bits, of each block that is not the public internet (IANA special-purpose registries). */
const PRIVATE_BLOCKS = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const;

/**
 * Whether a web address is inside: this machine, a private network, a cloud's metadata service, or a bare host name. Only
 * by how it is written; what a public name resolves to, an extension cannot know.
 */
export function isPrivateAddress(address: string): boolean {
  const host = parseWebUrl(address)?.hostname.replace(/\.$/, '');
  if (host === undefined) return false;
  if (host.startsWith('[')) return isPrivateV6(host.slice(1, -1));
  if (/^\d+(\.\d+){3}$/.test(host)) return isPrivateV4(numberOf(host));
  return !host.includes('.') || PRIVATE_SUFFIX.test(host);
}

function isPrivateV4(address: number): boolean {
  return PRIVATE_BLOCKS.some(([first, bits]) => address >>> (32 - bits) === numberOf(first) >>> (32 - bits));
}

function numberOf(dotted: string): number {
  return dotted.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** The URL parser writes addresses in one way only (RFC 5952): hexadecimal, one `::`. Public is 2000::/3, of which 2002::/16 holds IPv4. */
function isPrivateV6(address: string): boolean {
  const [first = 0, second = 0, third = 0] = groupsOf(address);
  if (first === 0x2002) return isPrivateV4(second * 65_536 + third);
  const groups = groupsOf(address);
  const embedded = (groups[6] ?? 0) * 65_536 + (groups[7] ?? 0);
  const nat64 = first === 0x64 && second === 0xff9b;
  return nat64 ? isPrivateV4(embedded) : first >>> 13 !== 1;
}

function groupsOf(address: string): readonly number[] {
  const [before = '', after] = address.split('::');
  const parse = (text: string) => (text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16)));
  const [head, tail] = [parse(before), parse(after ?? '')];
  return after === undefined ? head : [...head, ...Array(8 - head.length - tail.length).fill(0), ...tail];
}
