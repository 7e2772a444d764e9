import type { PlaybackReport } from '../playback/playback-report.ts'

const HALF = 0.5

/**
 * Reports what a video element plays. What an old browser lacks is guessed: the first picture as the first progress, and
 * a video in the page as seen.
 *
 * @param playback index of the encoding that it plays now, in the answer's list
 */
export function followVideo(report: PlaybackReport, video: HTMLVideoElement, playback: () => number | undefined): void {
  const hasFrames: boolean = 'requestVideoFrameCallback' in video
  const progress = (): void => report.progress(video.currentTime * 1000, video.duration * 1000)
  video.addEventListener('play', () => {
    report.asked()
    if (hasFrames) video.requestVideoFrameCallback(() => report.firstFrame())
  })
  video.addEventListener('playing', () => report.playing())
  video.addEventListener('timeupdate', () => {
    if (!hasFrames && video.currentTime > 0) report.firstFrame()
    progress()
  })
  video.addEventListener('waiting', () => {
    // Before its first picture a video waits, too: that is the time to the first picture.
    if (video.currentTime > 0 && !video.seeking) report.stalled(playback())
  })
  video.addEventListener('ended', () => {
    progress()
    report.ended()
  })
  if (typeof IntersectionObserver === 'undefined') {
    video.addEventListener('playing', () => report.visible(1))
    return
  }
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { intersectionRatio } of entries) report.visible(intersectionRatio)
    },
    { threshold: [0, HALF] },
  )
  observer.observe(video)
}
