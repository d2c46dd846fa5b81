import { render } from 'preact'
import { App } from './frame/app.tsx'
import { takeReturn } from './hub/sign-in.ts'

const place = document.getElementById('pages')
if (place === null) throw new Error('index.html has no place for the pages')
render(<App returned={takeReturn()} />, place)
