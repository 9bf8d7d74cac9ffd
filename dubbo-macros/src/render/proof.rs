//! What the compiler still has to prove of a contract: that its types are Java's.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use crate::diagnostics::alternatives;
use crate::model::argument::{Argument, Passing};
use crate::model::attributes;
use crate::model::contract::Contract;
use crate::model::definition::{JavaClass, JavaMethod};
use crate::model::method::Method;
use crate::model::names::plain;
use crate::model::proof::{Claim, Proof};
use crate::model::rust_type::rust_type;
use crate::render::{across, runtime, types};

/// The checks, in builds that have the feature `contract`. The build for the host may have it, so that this macro
/// reads the file, where the build for the target has not: that is an error, not a proof that is left out.
pub(crate) fn render(contract: &Contract, methods: &[Method]) -> TokenStream {
    let Some(proof) = contract.proof.as_ref().filter(|_| contract.is_sound) else {
        return TokenStream::new();
    };
    let (krate, v1) = (&contract.krate, runtime(&contract.krate));
    let cfgs = attributes::cfgs(&contract.item.attrs);
    let java = java_ident(contract);
    let side = side(&java, proof, &v1);
    let checks = proof.methods.iter().filter_map(|claim| {
        let method = methods.iter().find(|method| method.index == claim.index)?;
        Some(
            Checks {
                contract,
                method,
                claim,
                v1: &v1,
            }
            .render(),
        )
    });
    let warning = warning(contract, proof);
    let path = format!("/{}", proof.path);
    quote! {
        #krate::__if_contract! { {
            #(#cfgs)*
            enum #java {}
            #(#cfgs)*
            #side
            #(#checks)*
            #warning
            // So that cargo compiles this anew when the file changes.
            #(#cfgs)*
            const _: &[::core::primitive::u8] =
                ::core::include_bytes!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), #path));
        } else {
            ::core::compile_error!("`contract` needs the feature `contract` of dubbo-sdk, also for the target");
        } }
    }
}

fn java_ident(contract: &Contract) -> Ident {
    let name = &contract.item.ident;
    format_ident!("__{}Java", plain(name), span = name.span())
}

/// Java's definition as a table.
fn side(java: &Ident, proof: &Proof, v1: &TokenStream) -> TokenStream {
    let interface = &proof.interface;
    let classes = proof.classes.iter().map(|class| {
        let JavaClass {
            name,
            constants,
            fields,
        } = class;
        let fields = fields.iter().map(|(name, ty)| quote!((#name, #ty)));
        quote!(#v1::JavaClass { name: #name, constants: &[#(#constants),*], fields: &[#(#fields),*] })
    });
    quote! {
        #[automatically_derived]
        impl #v1::JavaSide for #java {
            const INTERFACE: &'static ::core::primitive::str = #interface;
            const CLASSES: &'static [#v1::JavaClass] = &[#(#classes),*];
        }
    }
}

/// A warning at the trait's name. A macro has no warnings of its own; a deprecated item has.
fn warning(contract: &Contract, proof: &Proof) -> Option<TokenStream> {
    let message = proof.warning.as_ref()?;
    let cfgs = attributes::cfgs(&contract.item.attrs);
    let used = quote_spanned!(contract.item.ident.span()=> missing);
    Some(quote! {
        #(#cfgs)*
        const _: () = {
            #[deprecated(note = #message)]
            #[allow(non_upper_case_globals)]
            const missing: () = ();
            #used
        };
    })
}

/// The checks of one method.
struct Checks<'a> {
    contract: &'a Contract,
    method: &'a Method,
    claim: &'a Claim,
    v1: &'a TokenStream,
}

impl Checks<'_> {
    fn render(&self) -> TokenStream {
        let signature = match &self.claim.java[..] {
            [java] => self.signature(java),
            overloads => self.overloads(overloads),
        };
        let inside = self.inside();
        quote!(#signature #inside)
    }

    /// Each parameter and the result against the one method that Java has.
    fn signature(&self, java: &JavaMethod) -> TokenStream {
        let v1 = self.v1;
        let arguments = self
            .method
            .arguments
            .iter()
            .zip(&java.parameters)
            .enumerate();
        let parameters = arguments.map(|(position, (argument, parameter))| {
            let rust = self.name(position, argument);
            let before = format!("`{}` of `{}` is Java's `", argument.name, self.method.ident);
            let after = format!("`, but Java has `{java}`{}", remedy(parameter, true));
            let check = quote!(#v1::expect_parameter(#parameter, #rust, #before, #after));
            self.constant(across(&argument.written, check))
        });
        let result = self.result();
        let ty = &java.result;
        let before = format!("`{}` returns Java's `", self.method.ident);
        let after = format!("`, but Java has `{java}`{}", remedy(ty, false));
        let check = quote!(#v1::expect_result(#ty, #result, #before, #after));
        let result = self.constant(across(&self.method.output, check));
        quote!(#(#parameters)* #result)
    }

    /// All parameters at once, since they say which overload is meant.
    fn overloads(&self, java: &[JavaMethod]) -> TokenStream {
        let v1 = self.v1;
        let table = java.iter().map(|java| {
            let JavaMethod {
                parameters, result, ..
            } = java;
            quote!((&[#(#parameters),*], #result))
        });
        let table = quote!(&[#(#table),*]);
        let arguments = self.method.arguments.iter().enumerate();
        let names = arguments.map(|(position, argument)| self.name(position, argument));
        let names = quote!(&[#(#names),*]);
        let (ident, wire) = (&self.method.ident, &self.method.wire_name);
        let shown: Vec<String> = java.iter().map(JavaMethod::to_string).collect();
        let shown = alternatives(shown.iter().map(String::as_str));
        let before = format!("`{ident}` is `{wire}(");
        let after = format!(")` here; Java has {shown}");
        let check = quote!(#v1::expect_overload(#table, #names, #before, #after));
        let parameters = self.constant(across(ident, check));
        let result = self.result();
        let before = format!("`{ident}` returns Java's `");
        let check = quote!(#v1::expect_overload_result(#table, #names, #result, #before, "`"));
        let result = self.constant(across(&self.method.output, check));
        quote!(#parameters #result)
    }

    /// The classes that parameters and result are made of.
    fn inside(&self) -> TokenStream {
        let (v1, java, index) = (self.v1, java_ident(self.contract), self.method.index);
        let types = types::ident(self.contract);
        let arguments = self.method.arguments.iter().enumerate();
        // Neither texts nor bytes are made of classes.
        let named = arguments.filter(|(_, argument)| {
            !matches!(argument.passing, Passing::LentBytes | Passing::LentStr)
        });
        let arguments = named.map(|(position, argument)| {
            let check = quote!(#v1::ArgumentProof::<#types, #java, #index, #position>::CHECK);
            self.constant(across(&argument.written, check))
        });
        let check = quote!(#v1::ReturnProof::<#types, #java, #index>::CHECK);
        let result = self.constant(across(&self.method.output, check));
        quote!(#(#arguments)* #result)
    }

    fn constant(&self, check: TokenStream) -> TokenStream {
        let item_cfgs = attributes::cfgs(&self.contract.item.attrs);
        let cfgs = &self.method.cfgs;
        quote!(#(#item_cfgs)* #(#cfgs)* const _: () = #check;)
    }

    fn name(&self, position: usize, argument: &Argument) -> TokenStream {
        let v1 = self.v1;
        if let Some(java) = &argument.java {
            let name = java.name();
            return quote!(#v1::Name::stated(#name));
        }
        let place = types::place(self.contract, self.method.index, position);
        let ty = types::java_type(argument, place, v1);
        quote!(#v1::Name::of::<#ty>())
    }

    fn result(&self) -> TokenStream {
        let (v1, types, index) = (self.v1, types::ident(self.contract), self.method.index);
        quote!(#v1::returned_name::<#types, #index>())
    }
}

/// What to write for Java's type. What no Rust type is called can be stated, of a parameter.
fn remedy(java: &str, is_parameter: bool) -> String {
    let erased = java.split('<').next().unwrap_or_default();
    match rust_type(java) {
        Some(rust) => format!("; write `{rust}`"),
        None if is_parameter => format!("; state it: `#[java(\"{erased}\")]`"),
        None => String::new(),
    }
}
