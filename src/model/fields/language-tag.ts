/**
 * Language tags (BCP 47, RFC 5646) and their look-up (RFC 4647, section 3.4). Without schemas, so that the edge can use
 * it without bundling zod. Pure: the language data are the runtime's (`Intl`).
 */

/** Longest tag accepted, in characters; RFC 5646, section 4.4.1. */
export const LANGUAGE_TAG_MAX = 35

/**
 * Tags from before RFC 4646 that `Intl` does not know, with their replacements. Those without one (`i-default`,
 * `i-enochian`, `i-mingo`, `zh-min`) are refused. Source: IANA language subtag registry, type `grandfathered`.
 */
const GRANDFATHERED: ReadonlyMap<string, string> = new Map([
  ['en-gb-oed', 'en-GB-oxendict'],
  ['i-ami', 'ami'],
  ['i-bnn', 'bnn'],
  ['i-hak', 'hak'],
  ['i-klingon', 'tlh'],
  ['i-lux', 'lb'],
  ['i-navajo', 'nv'],
  ['i-pwn', 'pwn'],
  ['i-tao', 'tao'],
  ['i-tay', 'tay'],
  ['i-tsu', 'tsu'],
  ['no-bok', 'nb'],
  ['no-nyn', 'nn'],
  ['sgn-be-fr', 'sfb'],
  ['sgn-be-nl', 'vgt'],
  ['sgn-ch-de', 'sgg'],
  ['zh-guoyu', 'cmn'],
  ['zh-hakka', 'hak'],
  ['zh-min-nan', 'nan'],
  ['zh-xiang', 'hsn'],
])

/**
 * Extended language subtags by the language that they extend: the canonical form is the subtag alone. Any other three
 * letters there are most likely a country (`zh-CHN`), so they are refused rather than guessed. Source: IANA language
 * subtag registry, type `extlang`.
 */
const EXTENDED: Readonly<Record<string, RegExp>> = {
  ar: /^(aao|abh|abv|acm|acq|acw|acx|acy|adf|aeb|aec|afb|ajp|apc|apd|arb|arq|ars|ary|arz|auz|avl|ayh|ayl|ayn|ayp|bbz|pga|shu|ssh)$/,
  kok: /^(gom|knn)$/,
  lv: /^(ltg|lvs)$/,
  ms: /^(bjn|btj|bve|bvu|coa|dup|hji|jak|jax|kvb|kvr|kxd|lce|lcf|liw|max|meo|mfa|mfb|min|mqg|msi|mui|orn|ors|pel|pse|tmw|urk|vkk|vkt|xmm|zlm|zmi|zsm)$/,
  sgn: /^[a-z]{3}$/,
  sw: /^(swc|swh)$/,
  uz: /^(uzn|uzs)$/,
  zh: /^(cdo|cjy|cmn|cpx|czh|czo|gan|hak|hsn|lzh|mnp|nan|wuu|yue)$/,
}

const known = new Map<string, string>()
/** Bound of the cache of tags: enough for a catalogue, whatever tags clients make up. */
const KNOWN_MAX = 1000

/**
 * The canonical spelling of a tag (`iw` → `he`, `pt-br` → `pt-BR`, `zh-yue` → `yue`), or null if it is invalid. Never
 * throws.
 */
export function canonicalLanguage(tag: string): string | null {
  const remembered = known.get(tag)
  if (remembered !== undefined) return remembered
  const canonical = tag.length > LANGUAGE_TAG_MAX ? null : canonicalOf(tag)
  if (canonical === null) return null
  if (known.size >= KNOWN_MAX) known.clear()
  known.set(tag, canonical)
  return canonical
}

function canonicalOf(tag: string): string | null {
  try {
    const [canonical] = Intl.getCanonicalLocales(withoutExtension(tag.toLowerCase()))
    // Longer subtags are well formed too (`english`), but none is registered.
    return canonical !== undefined && /^[a-z]{2,3}(-|$)/.test(canonical) ? canonical : null
  } catch {
    return null
  }
}

function withoutExtension(tag: string): string {
  const modern = GRANDFATHERED.get(tag)
  if (modern !== undefined) return modern
  const [language = '', extension = '', ...rest] = tag.split('-')
  const extensions = Object.hasOwn(EXTENDED, language) ? EXTENDED[language] : undefined
  return extensions?.test(extension) ? [extension, ...rest].join('-') : tag
}

/**
 * The next broader tag in a look-up: without its last subtag, and without a single letter that would then be last.
 * Null: nothing is broader. `zh-Hant-TW` → `zh-Hant` → `zh`.
 */
export function broaderLanguage(tag: string): string | null {
  const end = tag.lastIndexOf('-')
  if (end <= 0) return null
  return tag.slice(0, tag.charAt(end - 2) === '-' ? end - 2 : end)
}

/** The available canonical tag that matches a viewer's language, or null; RFC 4647, section 3.4. */
export function lookupLanguage(isThere: (tag: string) => boolean, language: string | null): string | null {
  for (let tag = language; tag !== null; tag = broaderLanguage(tag)) if (isThere(tag)) return tag
  return null
}
