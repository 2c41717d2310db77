"""What every HTML report carries inside it: its looks and its filters. Nothing is fetched, so a file is enough."""

from __future__ import annotations

import base64
import hashlib

STYLE = """
:root{color-scheme:light;--ink:#1f2933;--soft:#52606d;--line:#d0d7e2;--mist:#f2f4f7;--navy:#1f4e79;--met:#2e7d32;
--partial:#c27c00;--not_met:#c62828;--no_evidence:#6b7280}
*{box-sizing:border-box}
body{margin:0;color:var(--ink);background:#fff;font:16px/1.65 "Microsoft YaHei","PingFang SC","Noto Sans CJK SC",sans-serif;
overflow-wrap:anywhere}
main,header,footer{max-width:60rem;margin:0 auto;padding:0 1rem}
header{padding-top:1.5rem}
h1{font-size:1.6rem;line-height:1.35;color:var(--navy);margin:0 0 .25rem}
h2{font-size:1.25rem;color:var(--navy);border-bottom:2px solid var(--navy);padding-bottom:.2rem;margin:2rem 0 .75rem}
h3{font-size:1.05rem;margin:1.5rem 0 .5rem}h4,h5{font-size:1rem;margin:1rem 0 .5rem}
.soft{color:var(--soft)}.bad{color:#a11212;font-weight:600}.good{color:#1b5e20;font-weight:600}.warn{color:#7a4b00}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:#fff;padding:.5rem;z-index:1}
:focus-visible{outline:3px solid #0b66c3;outline-offset:2px}
ul.plain{list-style:none;margin:0;padding:0}
ul.plain>.bad{font-size:1.15rem}
ol.first{margin:.5rem 0;padding:0;list-style:none;display:grid;gap:.5rem}
.first>*{border:1px solid var(--line);border-left-width:.4rem;border-radius:.3rem;padding:.5rem .75rem}
ol.first p{margin:0}ol.first a{font-weight:700}a{color:#0b4f9e}
.brief{display:block;margin-top:.15rem}summary .brief{padding-left:1.1rem}
table{border-collapse:collapse;width:100%}
caption{text-align:left;color:var(--soft);padding:.25rem 0}
th,td{padding:.35rem .5rem;border-bottom:1px solid var(--line);text-align:right;vertical-align:middle}
th:first-child,td:first-child{text-align:left}
thead th{background:var(--mist)}
.scroll{overflow-x:auto}
td,thead th{white-space:nowrap}tbody th{min-width:6.5em;overflow-wrap:break-word}td.picture{width:45%}
svg.bar rect{stroke:#fff;stroke-width:1.5px;vector-effect:non-scaling-stroke}
svg.bar{display:block;width:100%;min-width:8rem;height:1.1rem;background:var(--mist)}
.met{fill:var(--met);background:var(--met)}.partial{fill:var(--partial);background:var(--partial)}
.not_met{fill:var(--not_met);background:var(--not_met)}.no_evidence{fill:var(--no_evidence);background:var(--no_evidence)}
.key{display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:.5rem 0;padding:0;list-style:none}
.key span{display:inline-block;width:.9rem;height:.9rem;margin-right:.35rem;vertical-align:-.1rem}
form{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:end;background:var(--mist);padding:.75rem;border-radius:.4rem}
form label{display:block}form .box{display:flex;gap:.4rem;align-items:center;min-height:2.5rem}
select,button{font:inherit;min-height:2.5rem;padding:.25rem .6rem;border:1px solid #7f8fa3;border-radius:.3rem;background:#fff;
color:var(--ink);max-width:100%}
input[type=checkbox]{width:1.2rem;height:1.2rem}
details,.row{border:1px solid var(--line);border-left:.4rem solid var(--line);border-radius:.3rem;margin:.5rem 0;background:#fff}
summary,.row{padding:.5rem .75rem}summary{cursor:pointer}
.is-met{border-left-color:var(--met)}.is-partial{border-left-color:var(--partial)}
.is-not_met{border-left-color:var(--not_met)}.is-no_evidence{border-left-color:var(--no_evidence)}
.tag{display:inline-block;font-size:.875rem;border:1px solid currentColor;border-radius:.25rem;padding:0 .35rem;margin-left:.35rem}
.body{padding:0 .75rem .75rem}
dl{display:grid;grid-template-columns:5.5rem 1fr;gap:.15rem .75rem;margin:.25rem 0 .75rem}
dt{color:var(--soft)}dd{margin:0}
footer{color:var(--soft);padding:2rem 1rem}
[hidden]{display:none!important}
@media(max-width:40rem){body{font-size:15px}dl{grid-template-columns:1fr;gap:0}dd{margin:0 0 .35rem}th,td{padding:.3rem}
form>div,select{width:100%}svg.bar{min-width:4rem}.wide{display:none}}
@media print{@page{size:A4;margin:15mm}body{font-size:10pt;line-height:1.5}p{margin:.3rem 0}dl{margin-bottom:.4rem}
h2{margin:1.2rem 0 .5rem}main,header,footer{max-width:none;padding:0}
form,.skip,.screen,summary .brief{display:none!important}details::details-content{content-visibility:visible;display:block;height:auto}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}summary,h2,h3,h4,h5,.body>p{break-after:avoid}
.check,tr,.row,.first li{break-inside:avoid}tbody tr:last-child{break-before:avoid}
dl{display:block}dt{float:left;clear:left;width:5.5rem}dd{margin-left:6rem}
.school+.school{break-before:page}summary{list-style:none}}
"""
SCRIPT = """
(function(){
var form=document.getElementById("filters");if(!form)return;
var items=[].slice.call(document.querySelectorAll("[data-verdict]"));
var groups=[].slice.call(document.querySelectorAll("[data-group]"));
var sections=[].slice.call(document.querySelectorAll("[data-section]"));
var count=document.getElementById("count");
function value(name){var field=form.elements[name];return field?(field.type==="checkbox"?field.checked:field.value):"";}
function wanted(item){var d=item.dataset,v=value("verdict");
return(!value("school")||d.school===value("school"))&&(!value("duty")||d.duty===value("duty"))
&&(!v||(v==="gap"?d.gap==="1":d.verdict===v))&&(!value("overclaim")||d.over==="1")&&(!value("document")||d.document==="1");}
function apply(){var shown=0;items.forEach(function(item){var yes=wanted(item);item.hidden=!yes;if(yes)shown++;});
sections.forEach(function(part){part.hidden=value("school")&&part.dataset.section!==value("school");});
groups.forEach(function(group){group.hidden=!group.querySelector("[data-verdict]:not([hidden])");});
count.textContent=count.dataset.text.replace("{shown}",shown).replace("{all}",items.length);}
function fold(open){items.forEach(function(item){if(item.tagName==="DETAILS"&&!item.hidden)item.open=open;});}
form.hidden=false;form.addEventListener("change",apply);
form.addEventListener("submit",function(event){event.preventDefault();});
form.addEventListener("reset",function(){setTimeout(apply,0);});
document.getElementById("open").addEventListener("click",function(){fold(true);});
document.getElementById("close").addEventListener("click",function(){fold(false);});
function go(){var item=location.hash&&document.getElementById(location.hash.slice(1));
if(!item||item.tagName!=="DETAILS")return;if(item.hidden){form.elements.reset.click();apply();}item.open=true;
item.querySelector("summary").focus();item.scrollIntoView();}
window.addEventListener("hashchange",go);
document.addEventListener("click",function(event){if(event.target.closest("a[href^='#']"))setTimeout(go,0);});
window.addEventListener("beforeprint",function(){fold(true);});
apply();go();
})();
"""


def policy() -> str:
    """What the page may load: its own style and script, named by their digests, and nothing else."""
    style, script = (base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() for part in (STYLE, SCRIPT))
    return f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; base-uri 'none'; form-action 'none'"
