import type { RequestHandler } from 'express'

const DOORS = [
  ['GET /', 'Trang của cán bộ dữ liệu', 'The officers’ pages'],
  ['POST /graphql', 'Hỏi số liệu và duyệt lượt nhập', 'Ask for figures, look after imports'],
  ['POST /graphql/stream', 'Theo dõi một lượt nhập', 'Follow an import as it goes on'],
  ['POST /imports', 'Gửi một tệp bảng tính', 'Send a sheet'],
  ['POST /boundaries', 'Nạp ranh giới địa bàn (GeoJSON)', 'Load the boundaries of areas (GeoJSON)'],
  ['GET /exports/door-list.xlsx', 'Lấy danh sách người chưa có thẻ để in', 'Fetch the people without a card, to print'],
  ['GET /sign-in', 'Nơi đăng nhập', 'Where to sign in'],
  ['GET /segments/…/households.ndjson', 'Lấy các hộ của một nhóm hộ mục tiêu', 'Fetch the households of a segment'],
  ['GET /healthz', 'Tiến trình còn sống', 'The process is alive'],
  ['GET /readyz', 'Cơ sở dữ liệu sẵn sàng', 'The database answers'],
] as const

const ABOUT = {
  vi: 'Bao phủ: tệp chính thức vào, số liệu bao phủ bảo hiểm y tế đáng tin cậy ra.',
  en: 'Baophu (bao phủ, coverage): official sheets in, trustworthy health-insurance coverage out.',
} as const

/** `/doors`, and `/` for a program: what this is and where its doors are, for a browser as a page and for a program as JSON. Holds no data. */
export const landing: RequestHandler = (request, response) => {
  if (request.accepts('json', 'html') === 'html') response.type('html').send(PAGE)
  else response.json({ name: 'baophu', about: ABOUT, doors: DOORS.map(([door, vi, en]) => ({ door, vi, en })) })
}

const rows = DOORS.map(
  ([door, vi, en]) => `<tr><th scope="row"><code>${door}</code></th><td>${vi}</td><td lang="en">${en}</td></tr>`,
)

const PAGE = `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Baophu</title>
</head>
<body>
<main>
<h1>Baophu</h1>
<p>${ABOUT.vi}</p>
<p lang="en">${ABOUT.en}</p>
<table>
<caption>Các cửa / Doors</caption>
<tbody>
${rows.join('\n')}
</tbody>
</table>
<p>Mọi cửa, trừ dòng đầu và ba dòng cuối, cần tiêu đề <code>Authorization: Bearer &lt;khóa&gt;</code>.</p>
</main>
</body>
</html>
`
