// A phone: a module, with `fetch`. A swipe goes to the next clip, and the next page knows what was skipped.
import { browserClock, browserStorage, createClient, fetchTransport, followPage, followVideo } from './firstframe.js'

const { edgeUrl } = document.body.dataset
const client = createClient({
  edgeUrl,
  clock: browserClock(),
  transport: fetchTransport,
  storage: browserStorage(),
  hints: () => ({ device: 'mobile', saveData: navigator.connection?.saveData ?? false }),
  canPlay: ({ type }) => document.createElement('video').canPlayType(`video/${type}`) !== '',
})
followPage(client.outbox)

const screen = document.getElementById('screen')
/** Clips that are still to come, and reports of those that were shown. */
let waiting = []
let shown = []
let cursor

const take = (outcome) => {
  cursor = outcome.answer?.cursor
  const clips = outcome.items['clips-feed'].map((item) => {
    // It was taken down after the page came: the next one plays, unless the viewer has moved on already.
    const stopped = () => clip.report === shown.at(-1) && next()
    const clip = { item, report: client.report(outcome, item, stopped) }
    return clip
  })
  waiting = [...waiting, ...clips]
  if (screen.childElementCount === 0) next()
}

function next() {
  shown.at(-1)?.left()
  const clip = waiting.shift()
  if (clip === undefined) return
  shown.push(clip.report)
  play(clip)
  if (waiting.length > 2 || cursor === undefined) return
  const signals = shown.map((report) => report.takeSignal()).filter((signal) => signal !== null)
  shown = shown.slice(-1)
  client.clips({ cursor, limit: 5, signals }, take)
  cursor = undefined
}

function play({ item, report }) {
  const [encoding] = client.encodings(item)
  const video = document.createElement('video')
  Object.assign(video, { muted: item.startMuted, playsInline: true, src: new URL(encoding.url, edgeUrl).href })
  video.dataset.asset = item.assetId
  followVideo(report, video, () => encoding.playback)
  video.addEventListener('error', () => report.failed(encoding.playback))
  screen.replaceChildren(video)
  // Rejected: the browser, or the viewer, wants a tap first.
  if (item.autoplay.allowed) video.play().catch(() => undefined)
}

document.getElementById('swipe').addEventListener('click', next)
// What comes after the deadline is welcome while there is nothing on the screen.
client.clips({ limit: 5, late: take }, take)
