/** What a device without modules loads: all that it needs, under one global name. */
export { createClient } from '../client.ts'
export { browserClock } from '../devices/browser-clock.ts'
export { browserStorage } from '../devices/browser-storage.ts'
export { followPage } from '../devices/follow-page.ts'
export { followVideo } from '../devices/follow-video.ts'
export { xhrTransport } from '../devices/xhr-transport.ts'
