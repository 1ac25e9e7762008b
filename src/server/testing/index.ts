export { runStoreContract, type ContractTest } from './runStoreContract.ts'
export { ContractError } from './expectations.ts'
export type { CreateStore, StoreRequest } from './stores.ts'
