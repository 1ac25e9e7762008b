import { logContract } from './logContract.ts'
import { registerContract } from './registerContract.ts'
import { LONG_LEASES, sharedContract } from './sharedContract.ts'
import { Stores, type CreateStore } from './stores.ts'

/** Checks one promise of the contract. */
export type Check = (stores: Stores) => Promise<void>

/** A test of the contract, for any test runner. */
export interface ContractTest {
  /** Says what a store must do. */
  readonly name: string
  /**
   * Runs the test. It takes up to 5 seconds with a store that keeps the contract, and up to a minute with another.
   *
   * @throws ContractError (with the name `AssertionError`) that says what the store does wrong
   */
  run(createStore: CreateStore): Promise<void>
}

/** How long a lease lasts in a test that waits for its end, in milliseconds. */
const SHORT_LEASE = 300

/**
 * Returns the tests that a `RunStore` must pass: those of its log and its register and, for a store that several
 * processes share, those of its leases. They may run at the same time. With them, you can write a store in a database
 * that this package does not know.
 *
 * @param options `shared: false` leaves out the tests of a store that several processes share. @default true
 * @example
 * for (const { name, run } of runStoreContract()) {
 *   test(name, () => run(({ space, leaseTime }) => postgresStore({ schema: space, leaseTime })))
 * }
 */
export function runStoreContract({
  shared = true,
}: { readonly shared?: boolean } = {}): readonly ContractTest[] {
  const checks = { ...logContract, ...registerContract, ...(shared && sharedContract) }
  return Object.entries(checks).map(([name, check]) => ({
    name,
    async run(createStore) {
      const isAboutLeases = name in sharedContract
      const leaseTime = LONG_LEASES[name] ?? (isAboutLeases ? SHORT_LEASE : 60_000)
      const stores = new Stores(createStore, leaseTime)
      try {
        await check(stores)
      } finally {
        await stores.close()
      }
    },
  }))
}
