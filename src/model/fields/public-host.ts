/** Host names that are not publicly reachable, or that mean a different machine on each device. */
const PRIVATE_HOST = /(^|\.)(localhost|local|localdomain|internal|intranet|lan|home|arpa|onion)$/
/** A public host name: at least two labels, the last of which is not a number. */
const PUBLIC_HOST =
  /^(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+(?=[a-z0-9-]*[a-z])[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
/** Matches hosts in normal form, as most URLs of a catalogue have them: these need no parser. */
const PLAIN_HOST = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}$/

/**
 * Whether a host, in the normal form of the URL Standard's parser, is a public name: no address (which that parser
 * writes as four numbers, or in brackets, however it was spelled), and no name of one network or one machine.
 */
export function isPublicHost(hostname: string): boolean {
  return PUBLIC_HOST.test(hostname) && !PRIVATE_HOST.test(hostname)
}

/** Whether a host is public and already in its normal form, so that no parser needs to look at it. */
export function isPlainPublicHost(host: string): boolean {
  return PLAIN_HOST.test(host) && !host.includes('xn--') && !PRIVATE_HOST.test(host)
}
