/** An address that a page's tool gives, absolute: tools resolve relative ones against the page. Undefined for none that reads. */
export function pageAddress({ location }: Window, address: string | undefined): string | undefined {
  return address !== undefined && URL.canParse(address, location.href)
    ? new URL(address, location.href).href
    : undefined;
}
