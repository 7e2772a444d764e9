/** The namespaces of a format: URI → the prefix that its names have in our code; empty: names without a prefix. */
export type Namespaces = Readonly<Record<string, string>>

const UNBOUND = 'unbound:'

/** Gives the names of elements and attributes as the code of a format knows them. */
export interface XmlNaming {
  /** `media:content` for a name of a namespace that the format knows, else `{uri}content`. */
  readonly nameOf: (uri: string, local: string) => string
  /** The URI that a prefix stands for which the document does not declare. */
  readonly uriOf: (prefix: string) => string
}

/**
 * Elements are found by the URI of their namespace, because every document may choose its prefixes. URIs are compared
 * without scheme and final slash: both spellings of Media RSS occur. A prefix that is not declared, which is an error by
 * the letter (Namespaces in XML 1.0, section 5), is taken as the one that the format writes usually.
 */
export function namingOf(namespaces: Namespaces): XmlNaming {
  const prefixes = new Map(Object.entries(namespaces).map(([uri, prefix]) => [plainUri(uri), prefix]))
  const uris = new Map(Object.entries(namespaces).map(([uri, prefix]) => [prefix, uri]))
  const known = new Map<string, string | undefined>([['', '']])
  const prefixOf = (uri: string): string | undefined => {
    if (!known.has(uri)) {
      if (known.size > MOST_REMEMBERED) known.clear()
      known.set(uri, prefixes.get(plainUri(uri)))
    }
    return known.get(uri)
  }
  return {
    nameOf: (uri, local) => {
      const prefix = prefixOf(uri)
      if (prefix === undefined) return `{${uri}}${local}`
      return prefix === '' ? local : `${prefix}:${local}`
    },
    uriOf: (prefix) => uris.get(prefix) ?? (prefix === '' ? '' : `${UNBOUND}${prefix}`),
  }
}

/** A document may make up namespaces without end. */
const MOST_REMEMBERED = 100

const plainUri = (uri: string): string => uri.replace(/^https?:\/\//i, '').replace(/\/$/, '')
