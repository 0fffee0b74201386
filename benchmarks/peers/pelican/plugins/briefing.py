"""The briefing job as a Pelican plugin: annotations, first-mention links (Aho-Corasick), actor/summit/term pages."""

import html
import os
import re

import ahocorasick
import yaml
from pelican import signals
from pelican.generators import Generator

try:
    from yaml import CSafeLoader as Loader
except ImportError:
    from yaml import SafeLoader as Loader
TAG = re.compile(r"(<[^>]+>)")


def load(p):
    with open(p, encoding="utf-8") as f:
        return yaml.load(f, Loader=Loader)


class Reg:
    def __init__(self, path):
        d = os.path.join(path, "..", "data")
        self.dir = d
        self.actors, self.terms, self.summits = (
            load(d + "/actors.yaml"),
            load(d + "/glossary.yaml"),
            load(d + "/summits.yaml"),
        )
        self.actor, self.term, self.summit = ({x["id"]: x for x in v} for v in (self.actors, self.terms, self.summits))
        self.ac = ahocorasick.Automaton()
        for kind, items in (("actors", self.actors), ("terms", self.terms), ("summits", self.summits)):
            for it in items:
                it.update(url=f"/{kind}/{it['id']}.html", kind=kind, mentions=[], quotes=[], articles=[])
                if kind != "summits":
                    for n in [it["name"], *it["aliases"]]:
                        self.ac.add_word(n, (len(n), it))
        self.ac.make_automaton()

    def hits(self, text):
        for end, (n, it) in self.ac.iter_long(text):
            s, e = end - n + 1, end + 1
            if (s and text[s - 1].isalnum()) or (e < len(text) and text[e].isalnum()):
                continue
            yield s, e, it

    def link(self, body):
        seen, out, skip = set(), [], 0
        for part in TAG.split(body):
            if part.startswith("<"):
                if part[:3] in ("<a ", "<h1", "<h2", "<h3"):
                    skip += 1
                elif part[:3] == "</a" or part[:3] == "</h":
                    skip -= 1
            elif not skip and part.strip():
                last, buf = 0, []
                for s, e, it in self.hits(part):
                    if it["id"] in seen:
                        continue
                    seen.add(it["id"])
                    buf += [part[last:s], f'<a class="{it["kind"]}" href="{it["url"]}">{part[s:e]}</a>']
                    last = e
                if buf:
                    part = "".join(buf) + part[last:]
            out.append(part)
        return "".join(out)


REG = None


def start(generator):
    global REG
    REG = Reg(generator.path)


def content(article):
    if REG is None or not hasattr(article, "slug") or not article._content:
        return
    f = f"{REG.dir}/annotations/{article.slug}.yaml"
    if not os.path.exists(f):
        return
    article.ann = load(f)
    article._plain = html.unescape(TAG.sub("", article._content))
    article._content = REG.link(article._content)


def finalized(gen):
    arts = gen.articles
    for i, a in enumerate(arts):
        a.pn_next = arts[i - 1] if i else None
        a.pn_prev = arts[i + 1] if i + 1 < len(arts) else None
        for m in a.ann["mentions"]:
            it = REG.actor[m["actor"]]
            at = min(((k, n) for n in [it["name"], *it["aliases"]] if (k := a._plain.find(n)) >= 0), default=None)
            snip = ""
            if at:
                k, n = at
                e = html.escape
                snip = (
                    f"…{e(a._plain[max(0, k - 80) : k])}<mark>{e(n)}</mark>{e(a._plain[k + len(n) : k + len(n) + 80])}…"
                )
            it["mentions"].append((a, snip))
        for x in a.ann["quotes"]:
            REG.actor[x["actor"]]["quotes"].append((a, x))
        for t in a.ann["terms"]:
            REG.term[t]["articles"].append(a)
        for s in a.ann["summits"]:
            REG.summit[s]["articles"].append(a)
    gen.context["reg"] = REG
    gen.context["briefing_urls"] = [x["url"] for v in (REG.actors, REG.terms, REG.summits) for x in v]


class BriefingGenerator(Generator):
    def generate_context(self):
        pass

    def generate_output(self, writer):
        for kind, items, one in (
            ("actors", REG.actors, "actor"),
            ("terms", REG.terms, "term"),
            ("summits", REG.summits, "summit"),
        ):
            writer.write_file(f"{kind}.html", self.get_template("registry"), self.context, items=items, kind=kind)
            t = self.get_template(one)
            for it in items:
                writer.write_file(it["url"][1:], t, self.context, it=it)


def generators(pelican):
    return BriefingGenerator


def register():
    signals.article_generator_init.connect(start)
    signals.content_object_init.connect(content)
    signals.article_generator_finalized.connect(finalized)
    signals.get_generators.connect(generators)
