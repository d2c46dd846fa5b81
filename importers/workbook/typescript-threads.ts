import { setFlagsFromString } from 'node:v8'

/**
 * Imported by whoever starts a thread. Where the program runs as TypeScript stands, in tests, Node takes the types away in
 * WebAssembly, in every thread anew; and when V8 13.6 compiles the calls out of it a second time because there are many, it may take
 * away code that another thread's list of pages does not know any more: `Check failed: jit_page.has_value()` ends the whole process, as
 * it did four times in a day of test runs. With so large a budget there is no second time. The compiled program has no WebAssembly in its threads.
 */
if (import.meta.url.endsWith('.ts')) setFlagsFromString('--wasm-wrapper-tiering-budget=2000000000')
