/** A surface in words, `Home hero` for `home-hero`. */
export function surfaceName(surface: string): string {
  const words = surface.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
