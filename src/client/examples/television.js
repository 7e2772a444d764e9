// A television: a script of ES5 without a build. The page loads firstframe.es5.js before it, and says where the edge is.
var edgeUrl = document.body.getAttribute('data-edge-url')
var stage = document.getElementById('screen')
var client = Firstframe.createClient({
  edgeUrl: edgeUrl,
  clock: Firstframe.browserClock(),
  transport: Firstframe.xhrTransport,
  storage: Firstframe.browserStorage(),
  hints: function () {
    return { device: 'tv', codecs: ['avc', 'vp9'], language: 'de' }
  },
  canPlay: function (encoding) {
    return encoding.type === 'mp4' || encoding.type === 'webm'
  }
})
Firstframe.followPage(client.outbox)
client.autoplay('home-hero', { late: late }, decided)

function decided(outcome) {
  show(outcome, outcome.items['home-hero'].concat(outcome.backups['home-hero']))
}

// What plays already is not replaced.
function late(outcome) {
  if (stage.className === 'empty') decided(outcome)
}

// Shows the first item; when none of its encodings plays, the next one.
function show(outcome, items) {
  var item = items[0]
  stage.className = item ? outcome.source : 'empty'
  stage.innerHTML = ''
  if (!item) return
  var report = client.report(outcome, item, function () {
    show(outcome, items.slice(1))
  })
  var encodings = client.encodings(item).slice()
  var encoding = null
  var video = document.createElement('video')
  video.muted = item.startMuted
  video.onerror = function () {
    report.failed(encoding.playback)
    if (encodings.length > 0) load()
    else show(outcome, items.slice(1))
  }
  Firstframe.followVideo(report, video, function () {
    return encoding.playback
  })
  stage.appendChild(video)
  load()

  function load() {
    encoding = encodings.shift()
    // A path belongs to the edge that answered.
    video.src = encoding.url.charAt(0) === '/' ? edgeUrl + encoding.url : encoding.url
    // Not allowed: the picture stays still, until somebody presses play.
    if (item.autoplay.allowed) video.play()
  }
}
