/** What an app of modules imports; what it does not use is left out of its bundle. */
export { createClient } from '../client.ts'
export { browserClock } from '../devices/browser-clock.ts'
export { browserStorage } from '../devices/browser-storage.ts'
export { fetchTransport } from '../devices/fetch-transport.ts'
export { followPage } from '../devices/follow-page.ts'
export { followVideo } from '../devices/follow-video.ts'
export { xhrTransport } from '../devices/xhr-transport.ts'
