import type { PlayableEncoding } from '../../../client/asking/read-answer.ts'
import { followVideo } from '../../../client/devices/follow-video.ts'
import type { PlaybackReport } from '../../../client/playback/playback-report.ts'
import type { Decision } from '../../../contracts/device/answers/decision.ts'
import { element } from './element.ts'
import type { LabDevice } from './lab-device.ts'

/** Position of captions, in percent from the top of the picture, because the title is at the bottom. */
const CAPTION_LINE = 6
/** Width of captions, in percent: a picture that fills a narrower screen is cut at both sides. */
const CAPTION_WIDTH = 76

interface PlayerParts {
  readonly item: Decision
  readonly device: LabDevice
  readonly report: PlaybackReport
  /** Called when none of the encodings plays. */
  readonly gaveUp: () => void
}

/** A muted, inline video of an item with its captions; every rendition that plays is tried before it gives up. */
export class Player {
  readonly video: HTMLVideoElement
  readonly #encodings: readonly PlayableEncoding[]
  readonly #parts: PlayerParts
  #tried = 0

  constructor(parts: PlayerParts) {
    const { item, device, report } = parts
    this.#parts = parts
    this.#encodings = device.client.encodings(item)
    this.video = element('video', {
      playsinline: true,
      // A video that waits for a tap is not downloaded before it.
      preload: item.autoplay.allowed ? 'auto' : 'none',
      crossorigin: 'anonymous',
      tabindex: -1,
    })
    this.video.muted = true
    this.video.disablePictureInPicture = true
    this.video.append(...captionTracks(item, device))
    followVideo(report, this.video, () => this.#encodings[this.#tried - 1]?.playback)
    this.video.addEventListener('error', () => {
      // A released video has no source, which is no fault of the encoding.
      if (this.#tried > this.#encodings.length) return
      report.failed(this.#encodings[this.#tried - 1]?.playback)
      this.#tryNext(true)
    })
    this.#tryNext(false)
  }

  /** Starts the video; `blocked`: the browser did not allow it. A video that cannot play at all calls `gaveUp`. */
  async play(): Promise<'playing' | 'blocked' | 'broken'> {
    try {
      await this.video.play()
      return 'playing'
    } catch (error) {
      return error instanceof DOMException && error.name === 'NotAllowedError' ? 'blocked' : 'broken'
    }
  }

  /** Releases decoder and buffers, because a browser has only a few. */
  release(): void {
    this.#tried = this.#encodings.length + 1
    this.video.pause()
    this.video.removeAttribute('src')
    this.video.load()
    this.video.remove()
  }

  #tryNext(playing: boolean): void {
    const encoding = this.#encodings[this.#tried]
    this.#tried++
    if (encoding === undefined) {
      // Called after the constructor, because the listener needs the player.
      queueMicrotask(this.#parts.gaveUp)
      return
    }
    this.video.src = this.#parts.device.mediaUrl(encoding.url)
    if (playing) void this.play()
  }
}

/** Tracks for WebVTT captions, the only format of browsers. The first one is shown, because the video starts muted. */
function captionTracks({ captions }: Decision, device: LabDevice): readonly HTMLTrackElement[] {
  return captions
    .filter(({ format }) => format === 'vtt')
    .map(({ language, kind, url }, index) => {
      const track = element('track', {
        kind: kind === 'captions' ? 'captions' : 'subtitles',
        srclang: language,
        label: language,
        src: device.mediaUrl(url),
        default: index === 0,
      })
      track.addEventListener('load', () => {
        for (const cue of track.track.cues ?? []) {
          if (!(cue instanceof VTTCue)) continue
          cue.snapToLines = false
          cue.line = CAPTION_LINE
          cue.size = CAPTION_WIDTH
        }
      })
      return track
    })
}
