/** How a report looks: plain and light, as it may be printed; long names break, wide tables scroll by themselves. */
export const reportStyle = `
:root{color-scheme:light}
*{box-sizing:border-box}
body{font:14px/1.55 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:#1f1f1f;background:#fff;max-width:1180px;margin:0 auto;padding:24px;overflow-wrap:anywhere}
h1{font-size:24px;margin:0 0 8px}
h2{font-size:18px;margin:40px 0 8px;padding-top:16px;border-top:1px solid #e5e5e5}
h3{font-size:14px;margin:20px 0 8px}
a{color:#0958d9}
.wide{overflow-x:auto}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}
td,th{border:1px solid #e5e5e5;padding:3px 10px;text-align:right;vertical-align:bottom}
thead th{background:#fafafa;font-weight:600;font-size:12px;white-space:normal;overflow-wrap:normal;max-width:120px}
th:first-child{text-align:left;min-width:180px;overflow-wrap:normal}
tbody th{font-weight:400}
tr.all th,tr.all td{font-weight:600;background:#f5f9ff}
tr.step th{padding-left:28px;color:#595959}
.confusion td{background:linear-gradient(90deg,#bad3ff var(--share),transparent var(--share))}
.row{display:flex;flex-wrap:wrap;gap:16px;margin:12px 0}
figure{margin:0}
figcaption{font-size:12px;line-height:1.45;margin-top:4px}
.curve{width:175px}
.curve svg{display:block;width:175px;height:175px}
.curve rect{fill:none;stroke:#bfbfbf}
.curve .chance{stroke:#e5e5e5;fill:none}
.curve polyline{fill:none;stroke:#0958d9;stroke-width:2}
circle.flagged{fill:#d4380d}
circle.failed{fill:#fff;stroke:#d4380d;stroke-width:2}
.dot{display:inline-block;width:9px;height:9px;border-radius:50%;border:2px solid #d4380d}
.dot.flagged{background:#d4380d}
.picture{width:240px}
.frame{height:180px;display:flex;align-items:center;justify-content:center;background:#f5f5f5;border:1px solid #e5e5e5}
.frame img{max-width:100%;max-height:100%;display:block}
.missing,.none,.key{color:#595959}
@media print{section{break-before:page}}
`;
