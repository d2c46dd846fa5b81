import { defineConfig } from 'vite'

/** The pages as files beside the program that serves them: nothing inlined, so that the strictest policy holds. */
export default defineConfig({
  base: './',
  build: {
    outDir: '../../../dist/src/app/pages',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
})
