//! The network of citations as files for graph tools: `GraphML`, and GEXF 1.3 for Gephi.

use std::io::{BufWriter, Write};

use camino::Utf8Path;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, Event};
use unspool_model::Citation;

use crate::error::DatasetError;

/// An author or channel of the network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraphNode {
    /// Its id, as `x:name` or `telegram:channel`.
    pub id: String,
    /// Its title or name.
    pub label: String,
    /// Where it publishes.
    pub platform: String,
}

/// Names of the files.
pub(crate) const FILES: [(&str, &str); 2] =
    [("edges.graphml", "application/graphml+xml"), ("edges.gexf", "application/gexf+xml")];

type Xml = Writer<BufWriter<fs_err::File>>;

/// Writes both files into `directory`.
pub(crate) fn write(directory: &Utf8Path, nodes: &[GraphNode], edges: &[Citation]) -> Result<(), DatasetError> {
    for (name, write) in
        [(FILES[0].0, graphml as fn(&mut Xml, &[GraphNode], &[Citation]) -> std::io::Result<()>), (FILES[1].0, gexf)]
    {
        let path = directory.join(name);
        let mut xml = Writer::new_with_indent(BufWriter::new(fs_err::File::create(&path)?), b' ', 1);
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        write(&mut xml, nodes, edges)?;
        let mut file = xml.into_inner();
        file.write_all(b"\n")?;
        file.flush()?;
        fs_err::File::open(&path)?.sync_all()?;
    }
    Ok(())
}

fn open(xml: &mut Xml, name: &str, attributes: &[(&str, &str)]) -> std::io::Result<()> {
    xml.write_event(Event::Start(element(name, attributes)))
}

fn empty(xml: &mut Xml, name: &str, attributes: &[(&str, &str)]) -> std::io::Result<()> {
    xml.write_event(Event::Empty(element(name, attributes)))
}

fn close(xml: &mut Xml, name: &str) -> std::io::Result<()> {
    xml.write_event(Event::End(BytesEnd::new(name)))
}

/// An element. Characters that XML cannot hold are left out of its values; quick-xml escapes the others.
fn element<'a>(name: &'a str, attributes: &[(&'a str, &'a str)]) -> BytesStart<'a> {
    let mut element = BytesStart::new(name);
    for (key, value) in attributes {
        let value: String = value.chars().filter(|&c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
        element.push_attribute((*key, value.as_str()));
    }
    element
}

fn data(xml: &mut Xml, key: &str, value: &str) -> std::io::Result<()> {
    let value: String = value.chars().filter(|&c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
    xml.write_event(Event::Start(element("data", &[("key", key)])))?;
    xml.write_event(Event::Text(quick_xml::events::BytesText::new(&value)))?;
    close(xml, "data")
}

fn day(time: Option<chrono::DateTime<chrono::Utc>>) -> Option<String> {
    time.map(|time| time.format("%Y-%m-%d").to_string())
}

fn graphml(xml: &mut Xml, nodes: &[GraphNode], edges: &[Citation]) -> std::io::Result<()> {
    open(xml, "graphml", &[("xmlns", "http://graphml.graphdrawing.org/xmlns")])?;
    for (id, of, name, kind) in [
        ("label", "node", "label", "string"),
        ("platform", "node", "platform", "string"),
        ("weight", "edge", "weight", "long"),
        ("first", "edge", "first_cited", "string"),
        ("last", "edge", "last_cited", "string"),
    ] {
        empty(xml, "key", &[("id", id), ("for", of), ("attr.name", name), ("attr.type", kind)])?;
    }
    open(xml, "graph", &[("id", "citations"), ("edgedefault", "directed")])?;
    for node in nodes {
        open(xml, "node", &[("id", &node.id)])?;
        data(xml, "label", &node.label)?;
        data(xml, "platform", &node.platform)?;
        close(xml, "node")?;
    }
    for edge in edges {
        open(xml, "edge", &[("source", &edge.citing), ("target", &edge.cited)])?;
        data(xml, "weight", &edge.weight.to_string())?;
        for (key, time) in [("first", edge.first_cited), ("last", edge.last_cited)] {
            if let Some(day) = day(time) {
                data(xml, key, &day)?;
            }
        }
        close(xml, "edge")?;
    }
    close(xml, "graph")?;
    close(xml, "graphml")
}

fn gexf(xml: &mut Xml, nodes: &[GraphNode], edges: &[Citation]) -> std::io::Result<()> {
    open(xml, "gexf", &[("xmlns", "http://gexf.net/1.3"), ("version", "1.3")])?;
    open(xml, "graph", &[("mode", "dynamic"), ("defaultedgetype", "directed"), ("timeformat", "date")])?;
    open(xml, "attributes", &[("class", "node")])?;
    empty(xml, "attribute", &[("id", "platform"), ("title", "platform"), ("type", "string")])?;
    close(xml, "attributes")?;
    open(xml, "nodes", &[])?;
    for node in nodes {
        open(xml, "node", &[("id", &node.id), ("label", &node.label)])?;
        open(xml, "attvalues", &[])?;
        empty(xml, "attvalue", &[("for", "platform"), ("value", &node.platform)])?;
        close(xml, "attvalues")?;
        close(xml, "node")?;
    }
    close(xml, "nodes")?;
    open(xml, "edges", &[])?;
    for (number, edge) in edges.iter().enumerate() {
        let (id, weight) = (number.to_string(), edge.weight.to_string());
        let (first, last) = (day(edge.first_cited), day(edge.last_cited));
        let mut attributes = vec![("id", id.as_str()), ("source", &edge.citing), ("target", &edge.cited), ("weight", &weight)];
        attributes.extend(first.iter().map(|day| ("start", day.as_str())));
        attributes.extend(last.iter().map(|day| ("end", day.as_str())));
        empty(xml, "edge", &attributes)?;
    }
    close(xml, "edges")?;
    close(xml, "graph")?;
    close(xml, "gexf")
}
