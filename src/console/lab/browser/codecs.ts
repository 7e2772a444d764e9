import type { StatedHints } from '../../../client/device-types.ts'
import type { Encoding } from '../../../client/settings.ts'

const CODECS = ['avc', 'hevc', 'av1', 'vp9'] as const satisfies StatedHints['codecs']
type BrowserCodec = (typeof CODECS)[number]

/** A common profile of each codec, in the format of RFC 6381. */
const PROFILES: Readonly<Record<BrowserCodec, string>> = {
  avc: 'avc1.640028',
  hevc: 'hvc1.1.6.L120.B0',
  av1: 'av01.0.08M.08',
  vp9: 'vp09.00.40.08',
}

const CONTAINERS: Readonly<Record<string, string>> = {
  mp4: 'video/mp4',
  webm: 'video/webm',
  hls: 'application/vnd.apple.mpegurl',
  dash: 'application/dash+xml',
}

let probe: HTMLVideoElement | null = null

function plays(type: string): boolean {
  probe ??= document.createElement('video')
  return probe.canPlayType(type) !== ''
}

/** The codecs that this browser decodes; the edge then answers only assets that it can play. */
export function playableCodecs(): NonNullable<StatedHints['codecs']> {
  return CODECS.filter((codec) => plays(`video/mp4; codecs="${PROFILES[codec]}"`))
}

/** Whether this browser can play an encoding without a library. */
export function canPlay({ type, codec }: Encoding): boolean {
  const container = CONTAINERS[type]
  if (container === undefined) return false
  const inside = type === 'mp4' || type === 'webm' ? `; codecs="${PROFILES[codec] ?? codec}"` : ''
  return plays(container + inside)
}
