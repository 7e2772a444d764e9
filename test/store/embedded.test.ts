import { openStore } from '../../src/dev/store/open-store.ts'
import { storeContract } from './contract.ts'

storeContract('the embedded store', () => openStore({ directory: null }))
