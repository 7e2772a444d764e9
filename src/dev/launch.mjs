import { startBundled } from './bundled-command.mjs'

await startBundled('start')
