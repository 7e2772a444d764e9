import type { Decision } from '../../../contracts/device/answers/decision.ts'
import { playableUrls } from './codecs.ts'
import type { Edge } from './edge.ts'
import { element } from './element.ts'

/** Position of captions, in percent from the top of the picture, because the title is at the bottom. */
const CAPTION_LINE = 6
/** Width of captions, in percent: a picture that fills a narrower screen is cut at both sides. */
const CAPTION_WIDTH = 76

/** A muted, inline video of an item with its captions; every rendition that plays is tried before it gives up. */
export class Player {
  readonly video: HTMLVideoElement
  readonly #urls: readonly string[]
  readonly #gaveUp: () => void
  #tried = 0

  constructor(item: Decision, edge: Edge, gaveUp: () => void) {
    this.#urls = playableUrls(item).map((url) => edge.mediaUrl(url))
    this.#gaveUp = gaveUp
    this.video = element('video', {
      playsinline: true,
      // A video that waits for a tap is not downloaded before it.
      preload: item.autoplay.allowed ? 'auto' : 'none',
      crossorigin: 'anonymous',
      tabindex: -1,
    })
    this.video.muted = true
    this.video.disablePictureInPicture = true
    this.video.append(...captionTracks(item, edge))
    this.video.addEventListener('error', () => this.#tryNext(true))
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
    this.#tried = this.#urls.length + 1
    this.video.pause()
    this.video.removeAttribute('src')
    this.video.load()
    this.video.remove()
  }

  #tryNext(playing: boolean): void {
    if (this.#tried > this.#urls.length) return
    const url = this.#urls[this.#tried]
    this.#tried++
    if (url === undefined) {
      // Called after the constructor, because the listener needs the player.
      queueMicrotask(this.#gaveUp)
      return
    }
    this.video.src = url
    if (playing) void this.play()
  }
}

/** Tracks for WebVTT captions, the only format of browsers. The first one is shown, because the video starts muted. */
function captionTracks({ captions }: Decision, edge: Edge): readonly HTMLTrackElement[] {
  return captions
    .filter(({ format }) => format === 'vtt')
    .map(({ language, kind, url }, index) => {
      const track = element('track', {
        kind: kind === 'captions' ? 'captions' : 'subtitles',
        srclang: language,
        label: language,
        src: edge.mediaUrl(url),
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
