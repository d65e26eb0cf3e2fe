"use strict";
// A pen that writes SVG where a canvas would paint: the part of the canvas's 2D interface that the
// drawing uses, so that a saved picture is drawn by the same code as the one on the screen.

class SvgPen {
  constructor(width, height, ground) {
    this.root = shape("svg", { xmlns: svgSpace, width, height, viewBox: `0 0 ${width} ${height}` },
      shape("rect", { width, height, fill: ground }));
    Object.assign(this, { fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, globalAlpha: 1, font: "", textAlign: "start", lineJoin: "miter", lineCap: "butt" });
    this.dash = [];
    this.path = "";
    this.ruler = document.createElement("canvas").getContext("2d");
  }

  beginPath() { this.path = ""; }
  moveTo(x, y) { this.path += `M${round(x)} ${round(y)}`; }
  lineTo(x, y) { this.path += `L${round(x)} ${round(y)}`; }
  quadraticCurveTo(a, b, x, y) { this.path += `Q${round(a)} ${round(b)} ${round(x)} ${round(y)}`; }
  closePath() { this.path += "Z"; }
  setLineDash(dash) { this.dash = dash; }

  arc(x, y, r) { // whole circles only: the drawing has no others
    const [cx, cy, half] = [round(x), round(y), round(r)];
    const [left, right] = [round(cx - half), round(cx + half)];
    this.path += `M${right} ${cy}A${half} ${half} 0 1 1 ${left} ${cy}A${half} ${half} 0 1 1 ${right} ${cy}Z`;
  }

  add(tag, properties) {
    this.root.append(shape(tag, { ...properties, opacity: this.globalAlpha < 1 ? this.globalAlpha : null }));
  }

  fill() { this.add("path", { d: this.path, fill: this.fillStyle }); }

  stroke() {
    this.add("path", {
      d: this.path, fill: "none", stroke: this.strokeStyle, "stroke-width": round(this.lineWidth),
      "stroke-linejoin": this.lineJoin, "stroke-dasharray": this.dash.length ? this.dash.join(" ") : null,
    });
  }

  text(words, x, y, paint) {
    const [, weight, size, family] = /^(?:(\d+) )?([\d.]+)px (.*)$/u.exec(this.font);
    this.add("text", {
      text: words, x: round(x), y: round(y), "text-anchor": { center: "middle", right: "end" }[this.textAlign],
      "font-size": size, "font-weight": weight, "font-family": family, ...paint,
    });
  }

  fillText(words, x, y) { this.text(words, x, y, { fill: this.fillStyle }); }

  strokeText(words, x, y) {
    this.text(words, x, y, { fill: "none", stroke: this.strokeStyle, "stroke-width": this.lineWidth, "stroke-linejoin": "round" });
  }

  measureText(words) {
    this.ruler.font = this.font;
    return this.ruler.measureText(words);
  }

  blob() {
    return new Blob([new XMLSerializer().serializeToString(this.root)], { type: "image/svg+xml" });
  }
}

const round = (n) => Math.round(n * 10) / 10;
