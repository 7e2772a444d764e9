import { createClient, type DeviceClient } from '../../../client/client.ts'
import { browserClock } from '../../../client/devices/browser-clock.ts'
import { browserStorage } from '../../../client/devices/browser-storage.ts'
import { fetchTransport } from '../../../client/devices/fetch-transport.ts'
import { followPage } from '../../../client/devices/follow-page.ts'
import type { ClientSettings } from '../../../client/settings.ts'
import { canPlay } from './codecs.ts'
import { debugContextOf, type Settings } from './settings.ts'

/** What both devices of the lab share: the client of every device, and where media of the edge are. */
export interface LabDevice {
  readonly client: DeviceClient
  /** The absolute URL of a path; a root-relative path belongs to the edge. */
  mediaUrl(path: string): string
}

export function labDevice(
  edgeUrl: string,
  settings: () => Settings,
  told: Pick<ClientSettings, 'onEvent' | 'onOutbox'>,
): LabDevice {
  const client = createClient({
    edgeUrl,
    clock: browserClock(),
    transport: fetchTransport,
    storage: browserStorage(),
    canPlay,
    viewerToken: () => settings().viewerToken || null,
    headers: (): Record<string, string> => {
      const context = debugContextOf(settings())
      return context === null ? {} : { 'x-debug-context': context }
    },
    ...told,
  })
  followPage(client.outbox)
  return { client, mediaUrl: (path) => new URL(path, edgeUrl).href }
}
