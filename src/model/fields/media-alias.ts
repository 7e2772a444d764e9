/** Where the files of aliases are: alias → https origin, without a slash at its end. */
export type MediaHosts = ReadonlyMap<string, string>

/** No alias has an origin. */
export const NO_MEDIA_HOSTS: MediaHosts = new Map()

/** Greatest number of aliases: all of them ride in the `weights` shard of every region. */
export const MEDIA_HOSTS_MAX = 500

const ALIASED = /^\/@([a-z0-9-]{1,24})(\/.*)$/s
const PREFIX = '/@'

/** The alias at which a media URL is; null: it is at none. */
export const aliasOf = (url: string): string | null => ALIASED.exec(url)?.[1] ?? null

/**
 * A stored media URL (`readMediaUrl`) as a device gets it: of `/@alias/path` at the alias' origin, any other path at the
 * media origin, and an absolute URL as it is.
 *
 * @param mediaOrigin `MEDIA_ORIGIN` of the edge; empty: paths stay relative to the edge itself
 * @returns null: the alias has no origin, so nobody knows where the file is
 */
export function wholeMediaUrl(url: string, mediaOrigin: string, hosts: MediaHosts): string | null {
  if (!url.startsWith('/')) return url
  if (!url.startsWith(PREFIX)) return mediaOrigin + url
  const [, alias = '', path = ''] = ALIASED.exec(url) ?? []
  const origin = hosts.get(alias)
  return origin === undefined ? null : origin + path
}
