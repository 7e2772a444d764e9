import type { Decision } from '../../../contracts/device/answers/decision.ts'

/** A common profile of each codec, in the format of RFC 6381. */
const PROFILES: Readonly<Record<string, string>> = {
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
export function playableCodecs(): readonly string[] {
  return Object.entries(PROFILES)
    .filter(([, profile]) => plays(`video/mp4; codecs="${profile}"`))
    .map(([codec]) => codec)
}

/** The item's renditions that this browser can play without a library, in the order of the answer. */
export function playableUrls({ playback }: Decision): readonly string[] {
  return playback
    .filter(({ type, codec }) => {
      const container = CONTAINERS[type]
      if (container === undefined) return false
      const inside = type === 'mp4' || type === 'webm' ? `; codecs="${PROFILES[codec] ?? codec}"` : ''
      return plays(container + inside)
    })
    .map(({ url }) => url)
}
