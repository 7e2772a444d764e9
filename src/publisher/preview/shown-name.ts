import type { AssetEntry } from '../../snapshot/text/text-pages.ts'

/** The name of an asset, or of its title, in one language: the one that is asked for, else English, else any. */
export function shownName([asset, title]: AssetEntry, language: string | null = null): string | null {
  const names = { ...title?.name, ...asset.name }
  return names[language ?? 'en'] ?? names.en ?? Object.values(names)[0] ?? null
}
